using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24044: table settings are within DynamoDB's limits.</summary>
public sealed class TableRangeRuleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(36)]
    public Task A2_4_A_recovery_period_out_of_range_is_refused(int days) => RuleTest.ViolatesAsync("FW24044", $$"""
        [DynamoTable("orders", {|FW24044:PointInTimeRecoveryDays = {{days}}|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    public Task A2_4_A_recovery_period_within_the_limits_is_allowed(int days) => RuleTest.AllowsAsync($$"""
        [DynamoTable("orders", PointInTimeRecoveryDays = {{days}})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData(1)]
    [InlineData(34)]
    public Task A2_4_A_recovery_period_of_a_table_without_recovery_is_refused(int days) => RuleTest.ViolatesAsync("FW24044", $$"""
        [DynamoTable("orders", PointInTimeRecovery = false, {|FW24044:PointInTimeRecoveryDays = {{days}}|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData("PointInTimeRecovery = false")]
    [InlineData("PointInTimeRecovery = true, PointInTimeRecoveryDays = 7")]
    public Task A2_4_A_table_without_recovery_or_with_a_period_of_its_own_is_allowed(string settings) => RuleTest.AllowsAsync($$"""
        [DynamoTable("orders", {{settings}})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData("PointInTimeRecoveryDays = 36", "Order: PointInTimeRecoveryDays is out of range. Use 1 to 35.")]
    [InlineData(
        "PointInTimeRecovery = false, PointInTimeRecoveryDays = 7",
        "Order: PointInTimeRecoveryDays has no effect because PointInTimeRecovery is false. Remove it, or set PointInTimeRecovery to true.")]
    public Task The_message_says_what_is_wrong(string settings, string message) => RuleTest.SaysAsync(
        "FW24044",
        $$"""
        [DynamoTable("orders", {{settings}})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        message);

    [Fact]
    public Task The_fix_removes_the_period_of_a_table_without_recovery() => RuleTest.FixesAsync(
        "FW24044",
        """
        [DynamoTable("orders", PointInTimeRecovery = false, PointInTimeRecoveryDays = 7)]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", PointInTimeRecovery = false)]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task The_fix_sets_the_nearest_legal_value() => RuleTest.FixesAsync(
        "FW24044",
        """
        [DynamoTable("orders", PointInTimeRecoveryDays = 90)]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", PointInTimeRecoveryDays = 35)]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_constant_is_not_changed() => RuleTest.WithholdsAsync("FW24044", """
        static class Limits
        {
            public const int Days = 90;
        }

        [DynamoTable("orders", PointInTimeRecoveryDays = Limits.Days)]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
