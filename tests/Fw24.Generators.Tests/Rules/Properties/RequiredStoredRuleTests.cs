using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24010: a required member is stored.</summary>
public sealed class RequiredStoredRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public required string {|FW24010:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string {|FW24010:Value|};
        }
        """)]
    public Task A_required_property_or_field_that_is_not_stored_is_refused(string markup) => RuleTest.ViolatesAsync("FW24010", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        internal class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public required string Value { get; init; }
        }
        """, "Order.Value is required but not stored because it has [DynamoIgnore], so")]
    [InlineData("""
        [DynamoTable("orders")]
        internal class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Value;
        }
        """, "Order.Value is required but not stored because it is a field, so")]
    [InlineData("""
        [DynamoTable("orders")]
        internal class Order
        {
            [PartitionKey] public required string Id { get; init; }
            internal required string Value { get; init; }
        }
        """, "Order.Value is required but not stored because it is not public, so")]
    [InlineData("""
        [DynamoTable("orders")]
        internal class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Value { set { } }
        }
        """, "Order.Value is required but not stored because it has no getter, so")]
    [InlineData("""
        [DynamoTable("orders")]
        internal class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Value { private get; init; }
        }
        """, "Order.Value is required but not stored because generated code cannot call its getter, so")]
    public Task The_message_gives_the_reason(string source, string message) => RuleTest.SaysAsync("FW24010", source, message);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public required string Note { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string? Note;
        }
        """)]
    public Task A_required_reference_stays_required(string source) => RuleTest.WithholdsAsync("FW24010", source);

    [Fact]
    public Task A_required_number_is_no_longer_required() => RuleTest.FixesAsync(
        "FW24010",
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public required int Count { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public int Count { get; init; }
        }
        """);
}
