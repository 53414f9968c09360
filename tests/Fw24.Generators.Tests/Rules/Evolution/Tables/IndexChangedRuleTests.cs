using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24603: a deployed index keeps its keys and its projection.</summary>
public sealed class IndexChangedRuleTests
{
    [Fact]
    public Task An_index_of_another_key_is_refused() => LockTest.ViolatesAsync(
        "FW24603",
        """
        [DynamoTable("orders")]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [{|FW24603:GlobalIndex("by-customer", PartitionKey = "Shop")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """);

    [Fact]
    public Task An_index_of_another_projection_is_refused() => LockTest.ViolatesAsync(
        "FW24603",
        """
        [DynamoTable("orders")]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [{|FW24603:GlobalIndex("by-customer", PartitionKey = "Customer", Projection = IndexProjection.KeysOnly)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """);

    [Theory]
    [InlineData("""PartitionKeys = ["Shop", "Customer"], SortKeys = ["A", "B"]""")]
    [InlineData("""PartitionKeys = ["Customer", "Shop"], SortKeys = ["B", "A"]""")]
    [InlineData("""PartitionKeys = ["Customer", "Shop"], SortKeys = ["A"]""")]
    [InlineData("""PartitionKeys = ["Customer"], SortKeys = ["A", "B"]""")]
    [InlineData("""PartitionKeys = ["Customer", "Shop"], SortKeys = ["A", "B"], Projection = IndexProjection.Include, Include = ["C"]""")]
    public Task A2_1_several_attributes_and_their_order_are_kept(string changed) => LockTest.ViolatesAsync(
        "FW24603", Several("""PartitionKeys = ["Customer", "Shop"], SortKeys = ["A", "B"]"""), Several(changed, "{|FW24603:", "|}"));

    [Fact]
    public Task A2_1_what_an_index_includes_is_kept() => LockTest.ViolatesAsync(
        "FW24603",
        Several("""PartitionKey = "Shop", Projection = IndexProjection.Include, Include = ["A"]"""),
        Several("""PartitionKey = "Shop", Projection = IndexProjection.Include, Include = ["A", "B"]""", "{|FW24603:", "|}"));

    [Fact]
    public Task A2_1_the_order_of_what_is_included_does_not_matter() => LockTest.AcceptsAsync(
        Several("""PartitionKeys = ["Customer", "Shop"], Projection = IndexProjection.Include, Include = ["A", "B"]"""),
        Several("""PartitionKeys = ["Customer", "Shop"], Projection = IndexProjection.Include, Include = ["B", "A"]"""));

    private static string Several(string settings, string begin = "", string end = "") => $$"""
        [DynamoTable("orders")]
        [{{begin}}GlobalIndex("by-customer", {{settings}}){{end}}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
            public string? A { get; init; }
            public string? B { get; init; }
            public string? C { get; init; }
        }
        """;
}
