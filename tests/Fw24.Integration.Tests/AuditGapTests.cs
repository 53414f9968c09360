using Fw24.Audit;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;

namespace Fw24.Integration.Tests;

/// <summary>Gaps of audit trails in a real DynamoDB, as far as DynamoDB Local is one.</summary>
public abstract class AuditGapTests : IDisposable
{
    private readonly DynamoDbServer _dynamoDb;
    private readonly DynamoDbItemStore _store;

    protected AuditGapTests(DynamoDbServer dynamoDb)
    {
        _dynamoDb = dynamoDb;
        _store = dynamoDb.NewStore();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H32_a_gap_is_marked_narrowed_and_filled(bool isSameTable)
    {
        var name = (await StreamedTable.CreateAsync(_dynamoDb)).Name;
        var target = isSameTable ? name : await CountRecord.CreateAuditTableAsync(_dynamoDb.Client, _dynamoDb.NewTableName());
        var table = CountRecord.TableOf(name, isSameTable ? null : target);
        DynamoDbAuditSink Sink() => new(_store, table, target);
        async Task<string[]> GapsAfterAsync(params int[] numbers)
        {
            foreach (var number in numbers)
            {
                // Stored twice, by functions that do not know of each other.
                Assert.Empty(await Sink().StoreAsync([CountRecord.Of(table, number)], Cancellation));
                Assert.Empty(await Sink().StoreAsync([CountRecord.Of(table, number)], Cancellation));
            }

            var items = new List<ItemImage>();
            await foreach (var item in _store.EnumerateAsync(target, new ItemScan(), Cancellation))
            {
                items.Add(item);
            }

            return [.. AuditLog.FromItems(items).Gaps.Where(static gap => !gap.IsFilled).Select(static gap => $"{gap.After[..1]}-{gap.Before[..1]}").Order()];
        }

        Assert.Equal(["2-8"], await GapsAfterAsync(1, 2, 8));
        Assert.Equal(["2-5", "5-8"], await GapsAfterAsync(5));
        Assert.Equal(["3-5", "5-7"], await GapsAfterAsync(7, 3));
        Assert.Equal(["5-7"], await GapsAfterAsync(4));
        Assert.Empty(await GapsAfterAsync(6));
    }
}
