namespace Fw24.Integration.Tests.Harness;

/// <summary>The tests that run on <see cref="OldDynamoDbLocal"/> too; it starts only if one of them runs.</summary>
[CollectionDefinition(Name)]
public sealed class OldServer : ICollectionFixture<OldDynamoDbLocal>
{
    public const string Name = "the old DynamoDB Local";
}
