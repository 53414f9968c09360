using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24605: a deployment adds or removes one index of a table.</summary>
public sealed class IndexesAtOnceRuleTests
{
    [Fact]
    public Task Two_new_indexes_are_refused() => LockTest.ViolatesAsync(
        "FW24605",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """,
        """
        [{|FW24605:DynamoTable("orders")|}]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        [GlobalIndex("by-shop", PartitionKey = "Shop")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """);

    [Fact]
    public Task One_new_index_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """);

    [Fact]
    public Task They_are_reported_where_they_are_declared() => LockTest.ViolatesAsync(
        "FW24605",
        """
        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{|FW24605:DynamoTable("orders")|}]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        [GlobalIndex("by-shop", PartitionKey = "Shop")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Shop { get; init; }
        }
        """);
}
