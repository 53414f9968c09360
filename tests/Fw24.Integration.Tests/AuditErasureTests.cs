using System.Text;
using Fw24.Audit;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;

namespace Fw24.Integration.Tests;

/// <summary>The erasure of audit records in DynamoDB Local.</summary>
[Trait("Category", "Server")]
public sealed class AuditErasureTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erasure_interrupted_at_each_write_leaves_no_value_and_no_gap()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(dynamoDb.Description);
        using var store = dynamoDb.NewStore();
        var target = await CountRecord.CreateAuditTableAsync(dynamoDb.Client, dynamoDb.NewTableName());
        var table = CountRecord.TableOf("counts", target);
        var key = new ItemImage("""{"p":{"S":"item-1"}}"""u8.ToArray());
        var time = new FixedTime(new(2026, 11, 22, 10, 5, 8, TimeSpan.Zero));
        Assert.Empty(await new DynamoDbAuditSink(store, table, target).StoreAsync([.. Enumerable.Range(1, 6).Select(Of)], Cancellation));

        var interruptions = 0;
        for (AuditErasure? erasure = null; erasure is null; interruptions++)
        {
            var failing = new FailingItemStore(store, puts: interruptions);
            try
            {
                var eraser = new AuditEraser(failing, table, target, formerEntities: ["Order"], time: time);
                erasure = await eraser.EraseAsync(key, reason: "request 17", cancellationToken: Cancellation);
                Assert.Equal((6, true), (erasure.Records, erasure.IsComplete));
            }
            catch (IOException)
            {
            }
        }

        Assert.InRange(interruptions, 4, 20);

        // One that was still in a queue, one that is a second delivery, and one of a change after the erasure.
        Assert.Empty(await new DynamoDbAuditSink(store, table, target).StoreAsync([Of(7), Of(3), Of(9)], Cancellation));

        var log = await new DynamoDbAuditSink(store, table, target).ReadAsync("Order", key, Cancellation);
        Assert.Equal([true, true, true, true, true, true, true, false], log.Entries.Select(static entry => entry.ErasedAt is not null));
        Assert.DoesNotContain(log.Gaps, static gap => !gap.IsFilled);
        Assert.Single(await new AuditEraser(store, table, target).ReadAsync(key, Cancellation));
        await foreach (var row in store.EnumerateAsync(target, new ItemScan(), Cancellation))
        {
            var text = Encoding.UTF8.GetString(row.Json.Span);
            Assert.True(text.Contains("event-9", StringComparison.Ordinal) || !text.Contains("\"old\"", StringComparison.Ordinal), text);
        }

        AuditRecord Of(int number) => CountRecord.Of(table, number);
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class FailingItemStore(IItemStore inner, int puts) : DelegatingItemStore(inner)
    {
        private int _puts;

        public override ValueTask<bool> PutAsync(
            string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
            => _puts++ == puts ? throw new IOException() : base.PutAsync(table, item, condition, cancellationToken);

        public override ValueTask<PutResult> PutOrReadAsync(
            string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
            => _puts++ == puts ? throw new IOException() : base.PutOrReadAsync(table, item, condition, cancellationToken);
    }
}
