using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24505: entities of one table have different names.</summary>
public sealed class EntityClashRuleTests
{
    [Fact]
    public Task An_entity_with_the_name_of_another_is_refused() => RuleTest.ViolatesAsync("FW24505", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{|FW24505:DynamoTable("orders", EntityName = "Order")|}]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task Entities_of_one_class_name_are_not_renamed() => RuleTest.WithholdsAsync("FW24505", """
        static class A
        {
            [DynamoTable("orders")]
            public class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
        }

        static class B
        {
            [DynamoTable("orders")]
            public class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
        }
        """);
}
