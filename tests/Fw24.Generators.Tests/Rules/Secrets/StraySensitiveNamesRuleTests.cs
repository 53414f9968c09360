using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24228: [SensitiveAttributes] is on an entity or a base class of one.</summary>
public sealed class StraySensitiveNamesRuleTests
{
    [Fact]
    public Task S2_names_on_another_class_are_refused() => RuleTest.ViolatesAsync("FW24228", """
        [{|FW24228:SensitiveAttributes("Value")|}]
        public sealed class Other;
        """);

    [Theory]
    [InlineData("""
        [{|FW24228:SensitiveAttributes("Email")|}]
        public sealed class View { }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [{|FW24228:SensitiveAttributes("Email")|}]
        public class View { }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [{|FW24228:SensitiveAttributes("Email")|}]
        public static class View { }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [{|FW24228:SensitiveAttributes("Cvc")|}]
        public sealed class Card
        {
            public string? Number { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Card? Card { get; set; }
        }
        """)]
    public Task S2_names_on_another_class_beside_an_entity_are_refused(string markup)
        => RuleTest.ViolatesAsync("FW24228", markup, Refused.Nothing);
}
