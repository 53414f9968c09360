using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Harness.Releases;

/// <summary>Tables of DynamoDB Local.</summary>
internal sealed class DynamoDbAccount : Account
{
    private static readonly StreamSpecification s_stream = new()
    {
        StreamEnabled = true,
        StreamViewType = Amazon.DynamoDBv2.StreamViewType.NEW_AND_OLD_IMAGES,
    };

    private readonly DynamoDbServer _dynamoDb;
    private readonly DynamoDbItemStore _store;

    public DynamoDbAccount(DynamoDbServer dynamoDb)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(dynamoDb.Description);
        _dynamoDb = dynamoDb;
        _store = dynamoDb.NewStore();
    }

    public override IItemStore Store => _store;

    public override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public override ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<IStreamSource?> DeployAsync(TableResource table)
    {
        var tables = await _dynamoDb.Client.ListTablesAsync(Cancellation);
        if (!tables.TableNames.Contains(table.Name))
        {
            await _dynamoDb.Client.CreateTableAsync(Created(table), Cancellation);
        }

        var description = await DescribeAsync(table.Name);
        var known = description.GlobalSecondaryIndexes?.Select(static index => index.IndexName) ?? [];
        foreach (var index in table.Indexes.ExceptBy(known, static index => index.Name))
        {
            await _dynamoDb.Client.UpdateTableAsync(Added(table, index), Cancellation);
            await WaitForIndexesAsync(table.Name);
        }

        return description.LatestStreamArn is { } arn ? new DynamoDbStreamSource(_dynamoDb.Streams, arn) : null;
    }

    private async Task<TableDescription> DescribeAsync(string table)
        => (await _dynamoDb.Client.DescribeTableAsync(table, Cancellation)).Table;

    // DynamoDB Local fills an index in the background.
    private async Task WaitForIndexesAsync(string table)
    {
        while ((await DescribeAsync(table)).GlobalSecondaryIndexes.Exists(static index => index.IndexStatus != IndexStatus.ACTIVE))
        {
        }
    }

    private static CreateTableRequest Created(TableResource table) => new()
    {
        TableName = table.Name,
        KeySchema = Keys(table.PartitionKey, table.SortKey),
        AttributeDefinitions = Definitions(table.PartitionKey, table.SortKey),
        BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        StreamSpecification = table.StreamViewType is null ? null : s_stream,
    };

    private static UpdateTableRequest Added(TableResource table, IndexModel index) => new()
    {
        TableName = table.Name,
        AttributeDefinitions = Definitions([.. index.PartitionKeys, .. index.SortKeys]),
        GlobalSecondaryIndexUpdates =
        [
            new()
            {
                Create = new()
                {
                    IndexName = index.Name,
                    KeySchema = Keys(index.PartitionKeys[0], index.SortKeys.SingleOrDefault()),
                    Projection = new() { ProjectionType = ProjectionType.ALL },
                },
            },
        ],
    };

    private static List<KeySchemaElement> Keys(KeyAttribute partition, KeyAttribute? sort)
    {
        List<KeySchemaElement> keys = [new(partition.Name, Amazon.DynamoDBv2.KeyType.HASH)];
        if (sort is not null)
        {
            keys.Add(new(sort.Name, Amazon.DynamoDBv2.KeyType.RANGE));
        }

        return keys;
    }

    private static List<AttributeDefinition> Definitions(params KeyAttribute?[] keys)
        => [.. keys.OfType<KeyAttribute>().Select(static key => new AttributeDefinition(key.Name, TypeOf(key)))];

    private static ScalarAttributeType TypeOf(KeyAttribute key)
        => key.Type is Fw24.Model.KeyType.Number ? ScalarAttributeType.N : ScalarAttributeType.S;
}
