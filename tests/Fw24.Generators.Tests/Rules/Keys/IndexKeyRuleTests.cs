using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24019: an index's keys are stored properties.</summary>
public sealed class IndexKeyRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [GlobalIndex("by-other", {|FW24019:PartitionKey = "Other"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [{|FW24019:GlobalIndex("by-none")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-other", {|FW24019:PartitionKey = "Other"|})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-id", PartitionKey = "Id"), GlobalIndex("by-none", {|FW24019:SortKey = "No"|}, PartitionKey = "Id")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-none", {|FW24019:SortKeys = new[] { "No" }|}, PartitionKeys = new[] { "Id" })]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), {|FW24019:GlobalIndex("by-none", PartitionKeys = new string[0], SortKeys = new[] { "Id" })|}]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-none", {|FW24019:PartitionKeys = new[] { "Id", null! }|})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task An_index_without_a_key_or_with_an_unknown_one_is_refused(string markup) => RuleTest.ViolatesAsync("FW24019", markup);

    [Theory]
    [InlineData("""
        namespace Shop;

        [DynamoTable("notes"), GlobalIndex("by-x")]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "A: the index by-x has no PartitionKey.")]
    [InlineData("""
        namespace Shop;

        [DynamoTable("notes"), GlobalIndex("by-x", PartitionKey = "X")]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "A: the index by-x has the key 'X', which is not a stored property.")]
    public Task The_message_says_what_the_index_lacks(string source, string message) => RuleTest.SaysAsync("FW24019", source, message);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-other", PartitionKey = "Other")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-none")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-a", PartitionKey = "AB")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Ab { get; init; }
            public string? aB { get; init; }
        }
        """)]
    public Task A_key_without_one_obvious_property_is_left(string source) => RuleTest.WithholdsAsync("FW24019", source);

    [Fact]
    public Task The_name_of_an_attribute_becomes_its_property() => RuleTest.FixesAsync(
        "FW24019",
        """
        [DynamoTable("orders"), GlobalIndex("by-ref", PartitionKey = nameof(Ref), SortKey = "s")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Ref { get; init; }
            [DynamoAttribute("s")] public string? State { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), GlobalIndex("by-ref", PartitionKey = nameof(Ref), SortKey = nameof(State))]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Ref { get; init; }
            [DynamoAttribute("s")] public string? State { get; init; }
        }
        """);
}
