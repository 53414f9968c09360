using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24071: an index's partition key and its sort key have up to four attributes each, stated once.</summary>
public sealed class IndexKeyCountRuleTests
{
    [Theory]
    [InlineData("""PartitionKey = "A", {|FW24071:SortKeys = new[] { "B", "C", "D", "E", "F" }|}""")]
    [InlineData("""{|FW24071:PartitionKeys = new[] { "A", "B", "C", "D", "E" }|}""")]
    [InlineData("""PartitionKey = "A", {|FW24071:PartitionKeys = new[] { "B", "C" }|}""")]
    [InlineData("""PartitionKey = "A", SortKey = "B", {|FW24071:SortKeys = new[] { "C" }|}""")]
    [InlineData("""{|FW24071:PartitionKeys = ["A", "B", "C", "D", "E"]|}""")]
    public Task A2_1_a_key_of_five_attributes_or_stated_twice_is_refused(string keys) => RuleTest.ViolatesAsync("FW24071", Order(keys));

    [Theory]
    [InlineData("""PartitionKeys = new[] { "A", "B", "C", "D" }, SortKeys = new[] { "E", "F", "G", "Id" }""")]
    [InlineData("""PartitionKey = "A", SortKeys = new[] { "B", "C" }""")]
    [InlineData("""PartitionKeys = new[] { "A" }, SortKey = "B" """)]
    [InlineData("""PartitionKeys = ["A"], SortKeys = []""")]
    [InlineData("""PartitionKeys = [nameof(Order.A), nameof(Order.B)]""")]
    public Task A2_1_up_to_four_attributes_each_are_allowed(string keys) => RuleTest.AllowsAsync(Order(keys));

    [Theory]
    [InlineData("""PartitionKeys = new[] { "A", "B", "C", "D", "E" }""", "Order: the index by-x has 5 partition key attributes.")]
    [InlineData("""PartitionKey = "A", SortKeys = new[] { "B", "C", "D", "E", "F" }""", "Order: the index by-x has 5 sort key attributes.")]
    [InlineData("""PartitionKey = "A", SortKey = "B", SortKeys = new[] { "C" }""", "Order: the index by-x has SortKeys besides SortKey.")]
    public Task A2_1_the_message_says_which_key(string keys, string message) => RuleTest.SaysAsync("FW24071", Order(keys), message);

    private static string Order(string keys) => $$"""
        [DynamoTable("orders")]
        [GlobalIndex("by-x", {{keys}})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string A { get; init; }
            public required int B { get; init; }
            public required byte[] C { get; init; }
            public string? D { get; init; }
            public Guid E { get; init; }
            public string? F { get; init; }
            public string? G { get; init; }
        }
        """;
}
