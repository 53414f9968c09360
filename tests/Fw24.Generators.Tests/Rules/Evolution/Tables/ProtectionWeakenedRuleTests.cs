using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24634: the protection of stored data is not weakened by accident.</summary>
public sealed class ProtectionWeakenedRuleTests
{
    [Fact]
    public Task Less_deletion_protection_is_reported() => LockTest.ViolatesAsync(
        "FW24634",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", {|FW24634:DeletionProtection = false|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_table_that_is_no_longer_retained_is_reported() => LockTest.ViolatesAsync(
        "FW24634",
        """
        [DynamoTable("orders", DeletionProtection = false)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", {|FW24634:RemovalPolicy = RemovalPolicy.Destroy|}, DeletionProtection = false)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Less_recovery_is_reported() => LockTest.ViolatesAsync(
        "FW24634",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", {|FW24634:PointInTimeRecovery = false|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData("")]
    [InlineData(", PointInTimeRecoveryDays = 14")]
    public Task A2_4_A_shorter_recovery_period_is_reported(string before) => LockTest.ViolatesAsync(
        "FW24634",
        $$"""
        [DynamoTable("orders"{{before}})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", {|FW24634:PointInTimeRecoveryDays = 7|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_shorter_retention_is_reported() => LockTest.ViolatesAsync(
        "FW24634",
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
        [Audit(AuditLoggerType.Cloudwatch, {|FW24634:Retention = AuditRetention.OneWeek|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData("Audit(AuditLoggerType.Cloudwatch, {|FW24634:Sealed = false|})")]
    [InlineData("{|FW24634:Audit(AuditLoggerType.Cloudwatch)|}")]
    public Task Records_that_are_no_longer_sealed_are_reported(string now) => LockTest.ViolatesAsync(
        "FW24634",
        """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch, Sealed = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        $$"""
        [DynamoTable("orders")]
        [{{now}}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_store_that_is_no_longer_retained_is_reported() => LockTest.ViolatesAsync(
        "FW24634",
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
        [Audit(AuditLoggerType.Cloudwatch, {|FW24634:RemovalPolicy = RemovalPolicy.Destroy|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task More_protection_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders", DeletionProtection = false)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
