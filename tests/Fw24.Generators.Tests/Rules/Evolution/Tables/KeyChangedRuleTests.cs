using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24601: the keys of a deployed table keep their attributes.</summary>
public sealed class KeyChangedRuleTests
{
    [Fact]
    public Task A_sort_key_of_another_attribute_is_refused() => LockTest.ViolatesAsync(
        "FW24601",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Customer { get; init; }
            [SortKey] public required string Number { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Customer { get; init; }
            [SortKey] public required string {|FW24601:Day|} { get; init; }
            public required string Number { get; init; }
        }
        """);

    [Fact]
    public Task A_sort_key_that_is_removed_is_refused() => LockTest.ViolatesAsync(
        "FW24601",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Customer { get; init; }
            [SortKey] public required string Number { get; init; }
        }
        """,
        """
        [{|FW24601:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Customer { get; init; }
            public required string Number { get; init; }
        }
        """);

    [Fact]
    public Task A_partition_key_of_another_attribute_is_refused() => LockTest.ViolatesAsync(
        "FW24601",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string {|FW24601:Number|} { get; init; }
        }
        """);
}
