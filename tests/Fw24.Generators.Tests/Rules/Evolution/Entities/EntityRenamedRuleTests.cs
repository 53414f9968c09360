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

    [Fact]
    public Task A_new_class_may_have_the_name_of_an_earlier_one_whose_entity_keeps_its_own() => LockTest.AcceptsAsync(
        """
        [DynamoTable("shop")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }

        [DynamoTable("shop")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """,
        """
        [DynamoTable("shop", EntityName = "Order2")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required int Number { get; init; }
        }

        [DynamoTable("shop", EntityName = "Order")]
        public sealed class FormerOrder
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }

        [DynamoTable("shop")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """);
}
