using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>Streams on the newest DynamoDB Local.</summary>
[Trait("Category", "Server")]
public sealed class LocalStreamsTests(DynamoDbLocal dynamoDb) : DynamoDbStreamsTests(dynamoDb);
