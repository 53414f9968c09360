using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24201: audit settings are within AWS's limits.</summary>
public sealed class AuditRangeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24201:TimeoutSeconds = 901|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24201:MemoryMegabytes = 10_241|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24201:MemoryMegabytes = 32_769|}, ManagedInstances = true)]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24201:MaxConcurrency = 1001|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24201:VisibilityTimeoutSeconds = 43201|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24201:QueueRetentionDays = 15|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_setting_out_of_range_is_refused(string markup) => RuleTest.ViolatesAsync("FW24201", markup);

    [Fact]
    public Task A_constant_is_not_changed() => RuleTest.WithholdsAsync("FW24201", """
        static class Limits
        {
            public const int Days = 15;
        }

        [DynamoTable("orders"), Audit(AuditLoggerType.Console, QueueRetentionDays = Limits.Days)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
