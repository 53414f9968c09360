using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24504: entities of one table agree on its settings.</summary>
public sealed class TableConflictRuleTests
{
    [Fact]
    public Task Entities_that_differ_in_their_discriminator_are_refused() => RuleTest.ViolatesAsync("FW24504", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders", Discriminator = "a")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{|FW24504:DynamoTable("orders", Discriminator = "b")|}]
        public sealed class Page
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task The_message_names_the_other_entity_and_the_setting() => RuleTest.SaysAsync("FW24504", """
        namespace Shop;

        [DynamoTable("notes")]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes"), GlobalIndex("by-x", PartitionKey = "X")]
        public sealed class B
        {
            [PartitionKey] public required string Id { get; init; }
            public required string X { get; init; }
        }

        [DynamoTable("notes"), GlobalIndex("by-x", PartitionKey = "X", Projection = IndexProjection.KeysOnly)]
        public sealed class C
        {
            [PartitionKey] public required string Id { get; init; }
            public required string X { get; init; }
        }
        """, "C: in the table notes, Shop.B differs in GlobalIndexAttribute.");
}
