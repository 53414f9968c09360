using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24072: an index includes up to 20 stored properties that are not keys.</summary>
public sealed class IndexIncludeRuleTests
{
    [Theory]
    [InlineData("""{|FW24072:Projection = IndexProjection.Include|}""")]
    [InlineData("""Projection = IndexProjection.Include, {|FW24072:Include = new string[0]|}""")]
    [InlineData("""{|FW24072:Include = new[] { "Note" }|}""")]
    [InlineData("""Projection = IndexProjection.KeysOnly, {|FW24072:Include = new[] { "Note" }|}""")]
    [InlineData("""Projection = IndexProjection.Include, {|FW24072:Include = new[] { "Nothing" }|}""")]
    [InlineData("""Projection = IndexProjection.Include, {|FW24072:Include = new[] { "Hidden" }|}""")]
    [InlineData("""Projection = IndexProjection.Include, {|FW24072:Include = new[] { "Note", null! }|}""")]
    [InlineData("""Projection = IndexProjection.Include, {|FW24072:Include = new[] { "Id" }|}""")]
    [InlineData("""Projection = IndexProjection.Include, {|FW24072:Include = new[] { "Note", "Shop" }|}""")]
    [InlineData("""Projection = IndexProjection.Include, {|FW24072:Include = new[] { "Note", "Note" }|}""")]
    public Task A2_1_what_an_index_cannot_include_is_refused(string settings) => RuleTest.ViolatesAsync("FW24072", Order(settings));

    [Theory]
    [InlineData("""Projection = IndexProjection.Include, Include = new[] { "Note" }""")]
    [InlineData("""Projection = IndexProjection.Include, Include = [nameof(Order.Note), nameof(Order.Renamed)]""")]
    public Task A2_1_stored_properties_are_allowed(string settings) => RuleTest.AllowsAsync(Order(settings));

    [Theory]
    [InlineData("Projection = IndexProjection.Include", "includes no property.")]
    [InlineData("""Include = new[] { "Note" }""", "has Include, but another projection.")]
    [InlineData("Projection = IndexProjection.Include, Include = [\"Nothing\"]", "includes 'Nothing', which is not a stored property.")]
    [InlineData("Projection = IndexProjection.Include, Include = [\"Id\"]", "includes 'Id', a key, which it holds in any case.")]
    [InlineData("Projection = IndexProjection.Include, Include = [\"Note\", \"Note\"]", "includes 'Note' twice.")]
    public Task A2_1_the_message_says_what_is_wrong(string settings, string problem)
        => RuleTest.SaysAsync("FW24072", Order(settings), $"Order: the index by-shop {problem}");

    [Fact]
    public Task A2_1_an_index_includes_at_most_20_attributes() => RuleTest.ViolatesAsync("FW24072", Wide(1, 21, "{|FW24072:", "|}"));

    [Fact]
    public Task A2_1_an_index_may_include_20_attributes() => RuleTest.AllowsAsync(Wide(5, 20));

    [Fact]
    public Task A2_1_the_indexes_of_a_table_include_at_most_100_attributes() => RuleTest.SaysAsync(
        "FW24072",
        Wide(6, 17),
        "Order: the index by-6 is one of those of the table orders that include 102 attributes, and all indexes of a table can include "
            + "100.");

    [Fact]
    public Task A2_1_entities_of_a_table_include_at_most_20_attributes_together() => RuleTest.SaysAsync(
        "FW24072",
        Entity("Order", 0, 10) + Entity("Note", 10, 10),
        "Note: the index by-shop includes 21 attributes of all entities of the table orders, and an index can include 20.");

    [Fact]
    public Task A2_1_entities_of_a_table_include_properties_of_their_own()
        => RuleTest.AllowsAsync(Entity("Order", 0, 10) + Entity("Note", 10, 9));

    private static string Order(string settings) => $$"""
        [DynamoTable("orders")]
        [GlobalIndex("by-shop", PartitionKey = "Shop", {{settings}})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Shop { get; init; }
            public string? Note { get; init; }
            [DynamoAttribute("r")] public string? Renamed { get; init; }
            [DynamoIgnore] public string? Hidden { get; init; }
        }
        """;

    private static string Wide(int indexes, int included, string begin = "", string end = "") => $$"""
        [DynamoTable("orders")]
        {{string.Join('\n', Enumerable.Range(1, indexes).Select(number => $$"""[GlobalIndex("by-{{number}}", PartitionKey = "Id", Projection = IndexProjection.Include, {{begin}}Include = new[] { {{Names(0, included)}} }{{end}})]"""))}}
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            {{Properties(0, included)}}
        }
        """;

    private static string Entity(string name, int first, int count) => $$"""
        [DynamoTable("orders")]
        [GlobalIndex("by-shop", PartitionKey = "Shop", Projection = IndexProjection.Include, Include = new[] { {{Names(first, count)}} })]
        public sealed class {{name}}
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Shop { get; init; }
            {{Properties(first, count)}}
        }

        """;

    private static string Names(int first, int count)
        => string.Join(", ", Enumerable.Range(first, count).Select(static number => $"\"P{number}\""));

    private static string Properties(int first, int count)
        => string.Join('\n', Enumerable.Range(first, count).Select(static number => $$"""public string? P{{number}} { get; init; }"""));
}
