using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24502: entities of one table agree on its stream.</summary>
public sealed class TableStreamRuleTests
{
    [Fact]
    public Task Entities_that_differ_in_their_stream_are_refused() => RuleTest.ViolatesAsync("FW24502", """
        [DynamoTable("orders"), {|FW24502:StreamEnabled|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders"), StreamEnabled(Fifo = true)]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task The_message_names_the_other_entity() => RuleTest.SaysAsync("FW24502", """
        namespace Shop;

        [DynamoTable("notes"), StreamEnabled]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes"), StreamEnabled(Fifo = true)]
        public sealed class B
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "B: in the table notes, Shop.A declares a different [StreamEnabled].");
}
