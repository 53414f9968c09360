using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24103: a topic name is valid in SNS.</summary>
public sealed class TopicNameRuleTests
{
    [Fact]
    public Task A_stated_name_that_is_invalid_is_refused() => RuleTest.ViolatesAsync("FW24103", """
        [DynamoTable("orders")]
        [StreamEnabled({|FW24103:TopicName = "orders.fifo"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData("""
        [DynamoTable("orders.all"), {|FW24103:StreamEnabled|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders.all"), {|FW24103:StreamEnabled|}]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_derived_name_that_is_invalid_is_refused(string markup)
        => RuleTest.ViolatesAsync("FW24103", markup, Refused.Table);

    [Fact]
    public Task A_name_without_valid_characters_is_left() => RuleTest.WithholdsAsync("FW24103", """
        [DynamoTable("orders"), StreamEnabled(TopicName = "…!…")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData(
        """
        [DynamoTable("orders.all"), Audit(AuditLoggerType.Console)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders.all"), Audit(AuditLoggerType.Console)]
        [StreamEnabled(TopicName = "orders-all-stream")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders"), StreamEnabled(Fifo = true, TopicName = "orders.fifo")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), StreamEnabled(Fifo = true, TopicName = "orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders.all"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders.all"), StreamEnabled(TopicName = "orders-all-stream")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders.all"), Audit(AuditLoggerType.Console)] class Order { [PartitionKey] public required string Id { get; init; } }
        """,
        """
        [DynamoTable("orders.all"), Audit(AuditLoggerType.Console)] [StreamEnabled(TopicName = "orders-all-stream")] class Order { [PartitionKey] public required string Id { get; init; } }
        """)]
    public Task A_valid_name_is_written(string wrong, string right) => RuleTest.FixesAsync("FW24103", wrong, right);
}
