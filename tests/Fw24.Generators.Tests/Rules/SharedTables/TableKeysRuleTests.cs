using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24501: entities of one table have the same keys.</summary>
public sealed class TableKeysRuleTests
{
    [Fact]
    public Task Entities_with_keys_of_different_types_are_refused() => RuleTest.ViolatesAsync("FW24501", """
        [{|FW24501:DynamoTable("orders")|}, StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required int Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task The_message_names_the_other_entity() => RuleTest.SaysAsync("FW24501", """
        namespace Shop;

        [DynamoTable("notes")]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes")]
        public sealed class B
        {
            [PartitionKey] public required int Id { get; init; }
        }
        """, "B: its keys differ from those of Shop.A, which is also in the table notes.");
}
