using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24004: an entity has exactly one partition key.</summary>
public sealed class OnePartitionKeyRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class {|FW24004:Order|}
        {
            public string? Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [PartitionKey] public required string {|FW24004:Other|} { get; init; }
        }
        """)]
    public Task No_partition_key_and_two_partition_keys_are_refused(string markup) => RuleTest.ViolatesAsync("FW24004", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            public required string Number { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            public required string Id { get; init; }
            public required string OrderId { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            public bool Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [PartitionKey] public required string Other { get; init; }
        }
        """)]
    public Task A_class_without_one_obvious_key_is_left(string source) => RuleTest.WithholdsAsync("FW24004", source);

    [Theory]
    [InlineData(
        """
        [DynamoTable("orders")]
        record Order(string OrderId, string Text);
        """,
        """
        [DynamoTable("orders")]
        record Order([property: PartitionKey] string OrderId, string Text);
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order
        {
            [DynamoAttribute("id")] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [DynamoAttribute("id")] [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task The_obvious_property_becomes_the_key(string wrong, string right) => RuleTest.FixesAsync("FW24004", wrong, right);

    [Fact]
    public Task The_fix_names_the_property() => RuleTest.OffersAsync("FW24004", """
        [DynamoTable("orders")]
        class Order
        {
            public required string Id { get; init; }
        }
        """, "Add [PartitionKey] to Id");
}
