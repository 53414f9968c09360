using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24073: an index includes the required properties.</summary>
public sealed class UnreadIndexRuleTests
{
    [Theory]
    [InlineData("""{|FW24073:Include = new[] { "Note" }|}""")]
    [InlineData("""{|FW24073:Include = ["Name"]|}""")]
    public Task F14_2_an_index_without_a_required_property_is_reported(string include) => RuleTest.ViolatesAsync("FW24073", Order(include));

    [Theory]
    [InlineData("""Include = ["Name", "Count"]""")]
    [InlineData("""Include = ["Count", "Note"], SortKey = "Name" """)]
    public Task F14_2_an_index_with_all_of_them_is_allowed(string settings) => RuleTest.AllowsAsync(Order(settings));

    [Fact]
    public Task F14_2_the_message_has_what_to_add() => RuleTest.SaysAsync(
        "FW24073",
        Order("""Include = ["Note"]"""),
        "Order: the index by-shop has no query of the whole class, because it lacks required properties. Add to its Include: nameof(Count), "
            + "nameof(Name).");

    [Fact]
    public Task F14_2_an_index_that_includes_what_is_not_there_is_reported_for_that_only()
        => RuleTest.ViolatesAsync("FW24072", Order("""{|FW24072:Include = ["Nothing"]|}"""));

    [Fact]
    public Task F14_2_an_index_of_keys_is_allowed() => RuleTest.AllowsAsync("""
        [DynamoTable("orders")]
        [GlobalIndex("by-shop", PartitionKey = "Shop", Projection = IndexProjection.KeysOnly)]
        public sealed record Order([property: PartitionKey] string Id, string? Shop, string Name);
        """);

    private static string Order(string settings) => $$"""
        [DynamoTable("orders")]
        [GlobalIndex("by-shop", PartitionKey = "Shop", Projection = IndexProjection.Include, {{settings}})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Shop { get; init; }
            [DynamoAttribute("n")] public required string Name { get; init; }
            public required int Count { get; init; }
            public string? Note { get; init; }
            public int Number { get; init; }
        }
        """;
}
