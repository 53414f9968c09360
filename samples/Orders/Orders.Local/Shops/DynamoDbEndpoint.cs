using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Local.Resources;
using Fw24.Model;
using Fw24.Tables;

namespace Orders.Local.Shops;

/// <summary>A DynamoDB endpoint and the clients for it.</summary>
internal sealed class DynamoDbEndpoint : IDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    public DynamoDbEndpoint(Uri url)
    {
        Url = url;
        Tables = new AmazonDynamoDBClient(Configure(new AmazonDynamoDBConfig()));
        Streams = new DynamoDbStreamsClient(config => Configure(config));
    }

    public Uri Url { get; }

    public AmazonDynamoDBClient Tables { get; }

    public DynamoDbStreamsClient Streams { get; }

    /// <summary>Creates a store for the endpoint's tables, which the caller disposes.</summary>
    public DynamoDbItemStore NewStore() => new(config => Configure(config));

    /// <summary>Creates a table. On this machine it replaces an existing one.</summary>
    /// <returns>The ARN of its stream, if it has one.</returns>
    /// <exception cref="DynamoDbTableException">The table already exists, and not on this machine.</exception>
    public async Task<string?> CreateTableAsync(TableResource table, CancellationToken cancellationToken)
    {
        try
        {
            await Tables.CreateTableAsync(Request(table), cancellationToken);
        }
        catch (ResourceInUseException)
        {
            // A table on another machine may hold someone's data.
            if (!Url.IsLoopback)
            {
                throw new DynamoDbTableException(
                    $"There is a table '{table.Name}' at {Url} already. The sample deletes tables only on this machine: delete it yourself.");
            }

            await DeleteTableAsync(table.Name, cancellationToken);
            await Tables.CreateTableAsync(Request(table), cancellationToken);
        }

        while (true)
        {
            var description = (await Tables.DescribeTableAsync(table.Name, cancellationToken)).Table;
            if (description.TableStatus == TableStatus.ACTIVE)
            {
                return description.LatestStreamArn;
            }

            await Task.Delay(s_poll, cancellationToken);
        }
    }

    public void Dispose()
    {
        Tables.Dispose();
        Streams.Dispose();
    }

    private async Task DeleteTableAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            await Tables.DeleteTableAsync(table, cancellationToken);
            while (true)
            {
                await Tables.DescribeTableAsync(table, cancellationToken);
                await Task.Delay(s_poll, cancellationToken);
            }
        }
        catch (ResourceNotFoundException)
        {
        }
    }

    private T Configure<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = Url.ToString();
        if (Url.IsLoopback)
        {
            // DynamoDB Local requires credentials and accepts any.
            config.DefaultAWSCredentials = new BasicAWSCredentials("local", "local");
        }

        return config;
    }

    private static CreateTableRequest Request(TableResource table)
    {
        var indexes = table.Indexes.Select(static index => new GlobalSecondaryIndex
        {
            IndexName = index.Name,
            KeySchema = KeySchema(index.PartitionKeys, index.SortKeys),
            Projection = ProjectionOf(index),
        }).ToList();
        var keys = table.Indexes.SelectMany(static index => index.PartitionKeys.Concat(index.SortKeys))
            .Concat(KeysOf(table))
            .DistinctBy(static key => key.Name);
        return new CreateTableRequest
        {
            TableName = table.Name,
            KeySchema = KeySchema([table.PartitionKey], KeysOf(table).Skip(1)),
            AttributeDefinitions = [.. keys.Select(static key => new AttributeDefinition(key.Name, TypeOf(key)))],
            GlobalSecondaryIndexes = indexes.Count is 0 ? null : indexes,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            StreamSpecification = table.StreamViewType is { } view ? new StreamSpecification { StreamEnabled = true, StreamViewType = ViewOf(view) } : null,
        };
    }

    private static KeyAttribute[] KeysOf(TableResource table) => table.SortKey is { } sortKey ? [table.PartitionKey, sortKey] : [table.PartitionKey];

    private static List<KeySchemaElement> KeySchema(IEnumerable<KeyAttribute> partitionKeys, IEnumerable<KeyAttribute> sortKeys) =>
    [
        .. partitionKeys.Select(static key => new KeySchemaElement(key.Name, Amazon.DynamoDBv2.KeyType.HASH)),
        .. sortKeys.Select(static key => new KeySchemaElement(key.Name, Amazon.DynamoDBv2.KeyType.RANGE)),
    ];

    private static Projection ProjectionOf(IndexModel index) => index.Projection switch
    {
        Fw24.IndexProjection.KeysOnly => new Projection { ProjectionType = ProjectionType.KEYS_ONLY },
        Fw24.IndexProjection.Include => new Projection { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = [.. index.Include] },
        _ => new Projection { ProjectionType = ProjectionType.ALL },
    };

    private static ScalarAttributeType TypeOf(KeyAttribute key) => key.Type switch
    {
        Fw24.Model.KeyType.String => ScalarAttributeType.S,
        Fw24.Model.KeyType.Number => ScalarAttributeType.N,
        _ => ScalarAttributeType.B,
    };

    private static StreamViewType ViewOf(Fw24.StreamViewType view) => view switch
    {
        Fw24.StreamViewType.NewAndOldImages => StreamViewType.NEW_AND_OLD_IMAGES,
        Fw24.StreamViewType.NewImage => StreamViewType.NEW_IMAGE,
        Fw24.StreamViewType.OldImage => StreamViewType.OLD_IMAGE,
        _ => StreamViewType.KEYS_ONLY,
    };
}
