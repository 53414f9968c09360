using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>Gaps of audit trails on the newest DynamoDB Local.</summary>
[Trait("Category", "Server")]
public sealed class LocalAuditGapTests(DynamoDbLocal dynamoDb) : AuditGapTests(dynamoDb);
