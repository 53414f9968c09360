using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Fw24.Integration.Tests.Harness;

/// <summary>A streamed table of one test.</summary>
internal sealed class StreamedTable
{
    private StreamedTable(string name, string streamArn) => (Name, StreamArn) = (name, streamArn);

    public string Name { get; }

    public string StreamArn { get; }

    /// <summary>Creates a table with a partition key (S) and optionally the sort key <c>s</c> (N).</summary>
    public static async Task<StreamedTable> CreateAsync(DynamoDbServer dynamoDb, bool hasSortKey = false, string partitionKey = "p")
    {
        TestContext.Current.TestOutputHelper?.WriteLine(dynamoDb.Description);
        var created = await dynamoDb.Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = dynamoDb.NewTableName(),
            KeySchema = [new KeySchemaElement(partitionKey, KeyType.HASH), .. hasSortKey ? [new KeySchemaElement("s", KeyType.RANGE)] : Array.Empty<KeySchemaElement>()],
            AttributeDefinitions = [new AttributeDefinition(partitionKey, ScalarAttributeType.S), .. hasSortKey ? [new AttributeDefinition("s", ScalarAttributeType.N)] : Array.Empty<AttributeDefinition>()],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
            StreamSpecification = new StreamSpecification { StreamEnabled = true, StreamViewType = Amazon.DynamoDBv2.StreamViewType.NEW_AND_OLD_IMAGES },
        }, TestContext.Current.CancellationToken);
        return new StreamedTable(created.TableDescription.TableName, created.TableDescription.LatestStreamArn);
    }
}
