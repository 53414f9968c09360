using Amazon.DynamoDBv2.Model;
using Fw24.Model;
using DynamoDb = Amazon.DynamoDBv2;

namespace Fw24.Local.Resources;

/// <content>The table at a DynamoDB endpoint.</content>
public sealed partial record TableResource
{
    /// <summary>
    /// Creates the request that creates the table at a DynamoDB endpoint, as the stack would: with its indexes and its stream.
    /// </summary>
    /// <remarks>The time to live is a request of its own (<c>UpdateTimeToLive</c>), once the table is active.</remarks>
    /// <returns>The request, for on-demand capacity.</returns>
    public CreateTableRequest ToCreateTableRequest()
    {
        var indexes = Indexes.Select(static index => new GlobalSecondaryIndex
        {
            IndexName = index.Name,
            KeySchema = KeySchema(index.PartitionKeys, index.SortKeys),
            Projection = ProjectionOf(index),
        }).ToList();
        var keys = Indexes.SelectMany(static index => index.PartitionKeys.Concat(index.SortKeys))
            .Concat(Keys)
            .DistinctBy(static key => key.Name);
        return new CreateTableRequest
        {
            TableName = Name,
            KeySchema = KeySchema([PartitionKey], Keys.Skip(1)),
            AttributeDefinitions = [.. keys.Select(static key => new AttributeDefinition(key.Name, TypeOf(key)))],
            GlobalSecondaryIndexes = indexes.Count is 0 ? null : indexes,
            BillingMode = DynamoDb.BillingMode.PAY_PER_REQUEST,
            StreamSpecification = StreamViewType is { } view
                ? new StreamSpecification { StreamEnabled = true, StreamViewType = ViewOf(view) }
                : null,
        };
    }

    private KeyAttribute[] Keys => SortKey is { } sortKey ? [PartitionKey, sortKey] : [PartitionKey];

    private static List<KeySchemaElement> KeySchema(IEnumerable<KeyAttribute> partitionKeys, IEnumerable<KeyAttribute> sortKeys) =>
    [
        .. partitionKeys.Select(static key => new KeySchemaElement(key.Name, DynamoDb.KeyType.HASH)),
        .. sortKeys.Select(static key => new KeySchemaElement(key.Name, DynamoDb.KeyType.RANGE)),
    ];

    private static Projection ProjectionOf(IndexModel index) => index.Projection switch
    {
        IndexProjection.KeysOnly => new Projection { ProjectionType = DynamoDb.ProjectionType.KEYS_ONLY },
        IndexProjection.Include => new Projection { ProjectionType = DynamoDb.ProjectionType.INCLUDE, NonKeyAttributes = [.. index.Include] },
        _ => new Projection { ProjectionType = DynamoDb.ProjectionType.ALL },
    };

    private static DynamoDb.ScalarAttributeType TypeOf(KeyAttribute key) => key.Type switch
    {
        KeyType.String => DynamoDb.ScalarAttributeType.S,
        KeyType.Number => DynamoDb.ScalarAttributeType.N,
        _ => DynamoDb.ScalarAttributeType.B,
    };

    private static DynamoDb.StreamViewType ViewOf(Fw24.StreamViewType view) => view switch
    {
        Fw24.StreamViewType.NewAndOldImages => DynamoDb.StreamViewType.NEW_AND_OLD_IMAGES,
        Fw24.StreamViewType.NewImage => DynamoDb.StreamViewType.NEW_IMAGE,
        Fw24.StreamViewType.OldImage => DynamoDb.StreamViewType.OLD_IMAGE,
        _ => DynamoDb.StreamViewType.KEYS_ONLY,
    };
}
