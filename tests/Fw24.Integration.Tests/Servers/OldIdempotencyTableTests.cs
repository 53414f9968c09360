using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>Handled changes in DynamoDB Local 1.11.</summary>
[Trait("Category", "Server")]
[Collection(OldServer.Name)]
public sealed class OldIdempotencyTableTests(OldDynamoDbLocal dynamoDb) : IdempotencyTableTests(dynamoDb);
