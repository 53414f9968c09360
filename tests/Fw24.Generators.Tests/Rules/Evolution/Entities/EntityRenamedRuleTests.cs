using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24614: an entity keeps its name.</summary>
public sealed class EntityRenamedRuleTests
{
    [Fact]
    public Task A_renamed_class_is_refused() => LockTest.ViolatesAsync(
        "FW24614",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [{|FW24614:DynamoTable("orders")|}]
        public sealed class Purchase
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Another_stated_name_is_refused() => LockTest.ViolatesAsync(
        "FW24614",
        """
        [DynamoTable("orders", EntityName = "Order")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", {|FW24614:EntityName = "Purchase"|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_renamed_class_that_keeps_the_name_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", EntityName = "Order")]
        public sealed class Purchase
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24614",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Purchase
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", EntityName = "Order")]
        public sealed class Purchase
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
