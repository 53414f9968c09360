using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24026: the attributes of a key are different.</summary>
public sealed class SameKeyRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey, SortKey] public required string {|FW24026:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [{|FW24026:GlobalIndex("by-id", PartitionKey = "Id", SortKey = "Id")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [{|FW24026:GlobalIndex("by-id", PartitionKeys = new[] { "Id", "Shop" }, SortKeys = new[] { "Note", "Shop" })|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Shop { get; init; }
            public string? Note { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [{|FW24026:GlobalIndex("by-id", PartitionKeys = new[] { "Shop", "Shop" })|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Shop { get; init; }
        }
        """)]
    public Task A_sort_key_that_is_the_partition_key_is_refused(string markup) => RuleTest.ViolatesAsync("FW24026", markup);

    [Theory]
    [InlineData("""PartitionKey = "Shop", {|FW24071:PartitionKeys = new[] { "Shop" }|}""")]
    [InlineData("""PartitionKey = "Id", SortKey = "Shop", {|FW24071:SortKeys = new[] { "Shop", "Note" }|}""")]
    public Task F14_6_a_key_that_is_stated_twice_has_no_second_diagnostic(string keys) => RuleTest.ViolatesAsync("FW24071", $$"""
        [DynamoTable("orders"), GlobalIndex("by-id", {{keys}})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Shop { get; init; }
            public string? Note { get; init; }
        }
        """);

    [Theory]
    [InlineData("""PartitionKeys = new[] { "Id", "Id" }, SortKey = "Shop" """)]
    [InlineData("""PartitionKey = "Shop", SortKeys = new[] { "Id", "Id" }""")]
    public Task A2_1_one_of_several_attributes_is_not_removed(string keys) => RuleTest.WithholdsAsync("FW24026", $$"""
        [DynamoTable("orders"), GlobalIndex("by-id", {{keys}})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Shop { get; init; }
        }
        """);

    [Fact]
    public Task The_sort_key_of_an_index_is_removed() => RuleTest.FixesAsync(
        "FW24026",
        """
        [DynamoTable("orders"), GlobalIndex("by-id", PartitionKey = "Id", SortKey = "Id")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), GlobalIndex("by-id", PartitionKey = "Id")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
