using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24620: a deployed topic keeps its name.</summary>
public sealed class TopicRenamedRuleTests
{
    [Fact]
    public Task A_topic_of_another_name_is_reported() => LockTest.ViolatesAsync(
        "FW24620",
        """
        [DynamoTable("orders")]
        [StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [StreamEnabled({|FW24620:TopicName = "orders-changes"|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24620",
        """
        [DynamoTable("orders")]
        [StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [StreamEnabled(TopicName = "orders-changes")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [StreamEnabled(TopicName = "orders-stream")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
