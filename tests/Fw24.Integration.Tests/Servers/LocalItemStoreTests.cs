using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>The item store on the newest DynamoDB Local.</summary>
[Trait("Category", "Server")]
public sealed class LocalItemStoreTests(DynamoDbLocal dynamoDb) : DynamoDbItemStoreTests(dynamoDb)
{
    /// <inheritdoc/>
    protected override bool ReturnsStored => true;
}
