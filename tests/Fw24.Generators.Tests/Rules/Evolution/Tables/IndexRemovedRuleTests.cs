using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24604: a deployed index is removed deliberately.</summary>
public sealed class IndexRemovedRuleTests
{
    [Fact]
    public Task An_index_that_is_gone_is_reported() => LockTest.ViolatesAsync(
        "FW24604",
        """
        [DynamoTable("orders")]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
        }
        """,
        """
        [{|FW24604:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
        }
        """);
}
