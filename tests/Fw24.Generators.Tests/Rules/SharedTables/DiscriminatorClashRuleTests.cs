using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24506: no property is stored in its table's discriminator attribute.</summary>
public sealed class DiscriminatorClashRuleTests
{
    [Fact]
    public Task A_property_in_the_default_discriminator_is_refused() => RuleTest.ViolatesAsync("FW24506", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24506:entityType|} { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task A_property_that_readers_may_know_is_not_renamed() => RuleTest.WithholdsAsync("FW24506", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? entityType { get; init; }
        }
        """);
}
