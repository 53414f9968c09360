using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>Streams on the old DynamoDB Local.</summary>
[Trait("Category", "Server")]
[Collection(OldServer.Name)]
public sealed class OldStreamsTests(OldDynamoDbLocal dynamoDb) : DynamoDbStreamsTests(dynamoDb);
