using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24630: a trail stays in its store.</summary>
public sealed class AuditStoreChangedRuleTests
{
    [Fact]
    public Task Another_kind_of_store_is_reported() => LockTest.ViolatesAsync(
        "FW24630",
        """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [{|FW24630:Audit(AuditLoggerType.DynamoDb, AuditTableName = "orders-audit")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Another_log_group_is_reported() => LockTest.ViolatesAsync(
        "FW24630",
        """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [{|FW24630:Audit(AuditLoggerType.Cloudwatch, LogGroupName = "/audit/other")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Another_region_is_reported() => LockTest.ViolatesAsync(
        "FW24630",
        """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [{|FW24630:Audit(AuditLoggerType.Cloudwatch, Region = "eu-west-1")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
