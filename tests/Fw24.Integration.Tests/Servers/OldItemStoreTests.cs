using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>The item store on the old DynamoDB Local.</summary>
[Trait("Category", "Server")]
[Collection(OldServer.Name)]
public sealed class OldItemStoreTests(OldDynamoDbLocal dynamoDb) : DynamoDbItemStoreTests(dynamoDb)
{
    /// <inheritdoc/>
    protected override bool ReturnsStored => false;
}
