using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Changes.Reading;
using Fw24.Integration.Tests.Harness;
using Fw24.Local.Streams;
using Fw24.Model;
using KeyType = Amazon.DynamoDBv2.KeyType;

namespace Fw24.Integration.Tests.Mapper;

/// <summary>A table of DynamoDB Local that the object mapper and Fw24 use.</summary>
/// <remarks>Its keys and indexes are those of Fw24's model, so that items of the mapper with keys of other types are refused.</remarks>
internal sealed class MapperTable
{
    // The mapper puts a prefix before the name that its class states.
    private const string Suffix = "parcels";

    private readonly DynamoDbServer _dynamoDb;

    private MapperTable(DynamoDbServer dynamoDb, string name) => (_dynamoDb, Name) = (dynamoDb, name);

    public string Name { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<MapperTable> CreateAsync(DynamoDbServer dynamoDb, TableModel model)
    {
        var keys = model.Indexes.SelectMany(static index => index.PartitionKeys.Concat(index.SortKeys));
        var created = await dynamoDb.Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = dynamoDb.NewTableName() + Suffix,
            KeySchema = Schema(model.PartitionKey, model.SortKey!),
            AttributeDefinitions = [Definition(model.PartitionKey), Definition(model.SortKey!), .. keys.Select(Definition)],
            GlobalSecondaryIndexes = [.. model.Indexes.Select(Index)],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
            StreamSpecification = new()
            {
                StreamEnabled = true,
                StreamViewType = Amazon.DynamoDBv2.StreamViewType.NEW_AND_OLD_IMAGES,
            },
        }, Cancellation);
        return new MapperTable(dynamoDb, created.TableDescription.TableName);
    }

    /// <summary>Creates the mapper that the caller disposes.</summary>
    public DynamoDBContext Context(DynamoDBEntryConversion conversion) => (DynamoDBContext)new DynamoDBContextBuilder()
        .WithDynamoDBClient(() => _dynamoDb.Client)
        .ConfigureContext(config => (config.Conversion, config.TableNamePrefix) = (conversion, Name[..^Suffix.Length]))
        .Build();

    /// <summary>Gets the only item.</summary>
    public async Task<IReadOnlyDictionary<string, AttributeValue>> ItemAsync()
        => Assert.Single((await _dynamoDb.Client.ScanAsync(new ScanRequest(Name), Cancellation)).Items);

    /// <summary>Reads the records of all changes.</summary>
    public async Task<IReadOnlyList<StreamRecord>> RecordsAsync()
    {
        var arn = (await _dynamoDb.Client.DescribeTableAsync(Name, Cancellation)).Table.LatestStreamArn;
        var source = new DynamoDbStreamSource(_dynamoDb.Streams, arn);
        var shard = Assert.Single(await source.GetShardsAsync(Cancellation));
        var start = await source.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, Cancellation);
        var page = await source.ReadAsync(start, DynamoDbStreamsClient.MaxRecords, Cancellation);
        return StreamBatch.Read(ShardRecords.ToEvent([.. page.Records.Select(static record => record.Json)]));
    }

    private static AttributeDefinition Definition(KeyAttribute key)
        => new(key.Name, key.Type is Fw24.Model.KeyType.Number ? ScalarAttributeType.N : ScalarAttributeType.S);

    private static GlobalSecondaryIndex Index(IndexModel index) => new()
    {
        IndexName = index.Name,
        KeySchema = Schema(index.PartitionKeys[0], index.SortKeys[0]),
        Projection = new() { ProjectionType = ProjectionType.ALL },
    };

    private static List<KeySchemaElement> Schema(KeyAttribute partitionKey, KeyAttribute sortKey)
        => [new(partitionKey.Name, KeyType.HASH), new(sortKey.Name, KeyType.RANGE)];
}
