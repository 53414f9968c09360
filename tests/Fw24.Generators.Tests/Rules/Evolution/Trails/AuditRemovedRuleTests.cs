using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24631: a trail ends deliberately.</summary>
public sealed class AuditRemovedRuleTests
{
    [Fact]
    public Task An_audit_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24631",
        """
        [DynamoTable("orders")]
        [StreamEnabled]
        [Audit(AuditLoggerType.Cloudwatch)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [{|FW24631:DynamoTable("orders")|}]
        [StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
