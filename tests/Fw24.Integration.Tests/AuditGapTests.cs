using System.Text;
using Amazon.DynamoDBv2;
using Fw24.Audit;
using Fw24.Integration.Tests.Harness;
using Fw24.Model;
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
        _store = new DynamoDbItemStore(() => dynamoDb.NewClient());
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
        var target = isSameTable ? name : await CreateAuditTableAsync();
        var table = new TableModel
        {
            Name = name,
            PartitionKey = new KeyAttribute("p", Fw24.Model.KeyType.String),
            Entities = [Orders.OrdersApp.Model.Tables[0].Entities[0]],
            Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = isSameTable ? null : target },
        };
        DynamoDbAuditSink Sink() => new(_store, table, target);
        async Task<string[]> GapsAfterAsync(params int[] numbers)
        {
            foreach (var number in numbers)
            {
                // Stored twice, by functions that do not know of each other.
                Assert.Empty(await Sink().StoreAsync([Record(table, number)], Cancellation));
                Assert.Empty(await Sink().StoreAsync([Record(table, number)], Cancellation));
            }

            var items = new List<ItemImage>();
            await foreach (var item in _store.ScanAsync(target, Cancellation))
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

    private async Task<string> CreateAuditTableAsync()
    {
        var created = await _dynamoDb.Client.CreateTableAsync(new()
        {
            TableName = _dynamoDb.NewTableName(),
            KeySchema = [new("pk", Amazon.DynamoDBv2.KeyType.HASH), new("sk", Amazon.DynamoDBv2.KeyType.RANGE)],
            AttributeDefinitions = [new("pk", ScalarAttributeType.S), new("sk", ScalarAttributeType.S)],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        }, Cancellation);
        return created.TableDescription.TableName;
    }

    // The n-th change of an item, whose count goes from n - 1 to n.
    private static AuditRecord Record(TableModel table, int number)
    {
        var time = new DateTimeOffset(2026, 11, 22, 10, 5, number, TimeSpan.Zero);
        return new AuditRecord
        {
            EventId = $"event-{number}",
            Entity = "Order",
            SequenceNumber = $"{number}00000000000000000000",
            Time = time,
            Json = Encoding.UTF8.GetBytes($$$"""
                {"schema":"fw24.audit/1","id":"event-{{{number}}}","time":"{{{time:s}}}Z","recordedAt":"{{{time:s}}}Z","app":"shop","table":"{{{table.Name}}}","entity":"Order",
                 "operation":"modify","key":{"p":"item-1"},"changes":{"Count":{"old":{{{number - 1}}},"new":{{{number}}}}},"actorKind":"unknown","origin":"application","sequence":"{{{number}}}00000000000000000000"}
                """),
            OldImage = Image(number - 1),
            NewImage = Image(number),
        };
    }

    private static ItemImage Image(int count) => new(Encoding.UTF8.GetBytes($$$"""{"p":{"S":"item-1"},"Count":{"N":"{{{count}}}"}}"""));
}
