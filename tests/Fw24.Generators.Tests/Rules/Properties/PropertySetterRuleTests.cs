using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24008: a stored property can be set.</summary>
public sealed class PropertySetterRuleTests
{
    [Fact]
    public Task A_property_without_a_setter_is_refused() => RuleTest.ViolatesAsync("FW24008", """
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public DateTime {|FW24008:Value|} { get; } = DateTime.UnixEpoch;
        }
        """);

    [Fact]
    public Task An_overriding_property_gets_no_setter() => RuleTest.WithholdsAsync("FW24008", """
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
            public override int Number { get; }
        }

        abstract class Base
        {
            public abstract int Number { get; }
        }
        """);

    [Fact]
    public Task A_setter_is_added_and_the_comments_stay() => RuleTest.FixesAsync(
        "FW24008",
        """
        [DynamoTable("orders")] class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Number // counts
            {
                get; // here
            }
        }
        """,
        """
        [DynamoTable("orders")] class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Number // counts
            {
                get; // here
                init;
            }
        }
        """);

    [Fact]
    public Task The_fix_names_the_property() => RuleTest.OffersAsync("FW24008", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Number { get; }
        }
        """, "Add 'init' to Number");
}
