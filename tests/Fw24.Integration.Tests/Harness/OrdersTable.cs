using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Fw24.Integration.Tests.Harness;

/// <summary>The sample's table of orders with its index, on a server.</summary>
internal static class OrdersTable
{
    /// <summary>Creates the table under a name that no other test uses.</summary>
    /// <returns>The name.</returns>
    public static async Task<string> CreateAsync(DynamoDbServer server, CancellationToken cancellationToken)
    {
        var name = server.NewTableName();
        await server.Client.CreateTableAsync(Request(name), cancellationToken);
        return name;
    }

    private static CreateTableRequest Request(string name) => new()
    {
        TableName = name,
        KeySchema = [new("OrderId", KeyType.HASH), new("Part", KeyType.RANGE)],
        AttributeDefinitions =
        [
            new("OrderId", ScalarAttributeType.S),
            new("Part", ScalarAttributeType.S),
            new("CustomerId", ScalarAttributeType.S),
            new("PlacedAt", ScalarAttributeType.S),
        ],
        BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        GlobalSecondaryIndexes =
        [
            new()
            {
                IndexName = "by-customer",
                KeySchema = [new("CustomerId", KeyType.HASH), new("PlacedAt", KeyType.RANGE)],
                Projection = new() { ProjectionType = ProjectionType.ALL },
            },
        ],
    };
}
