using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>Handled changes in DynamoDB Local 1.25.1.</summary>
[Trait("Category", "Server")]
public sealed class LocalIdempotencyTableTests(DynamoDbLocal dynamoDb) : IdempotencyTableTests(dynamoDb);
