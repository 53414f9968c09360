using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24105: each table has its own topic.</summary>
public sealed class TopicClashRuleTests
{
    [Fact]
    public Task Two_tables_with_one_topic_are_refused() => RuleTest.ViolatesAsync("FW24105", """
        [DynamoTable("orders"), {|FW24105:StreamEnabled|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes"), StreamEnabled({|FW24105:TopicName = "orders-stream"|})]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task A_name_that_may_be_subscribed_to_is_left() => RuleTest.WithholdsAsync("FW24105", """
        [DynamoTable("orders"), StreamEnabled(TopicName = "changes")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes"), StreamEnabled(TopicName = "changes")]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("a-a"), StreamEnabled(TopicName = "orders-stream")]
        class A
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("b-b"), StreamEnabled(TopicName = "notes-stream")]
        class B
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
