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
}
