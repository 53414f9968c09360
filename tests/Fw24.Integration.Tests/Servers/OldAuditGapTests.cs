using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>Gaps of audit trails on the old DynamoDB Local.</summary>
[Trait("Category", "Server")]
[Collection(OldServer.Name)]
public sealed class OldAuditGapTests(OldDynamoDbLocal dynamoDb) : AuditGapTests(dynamoDb);
