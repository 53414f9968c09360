using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24611: a table of one entity gets no discriminator unless an entity owns the items without it.</summary>
public sealed class DiscriminatorAddedRuleTests
{
    [Fact]
    public Task A_second_entity_is_refused() => LockTest.ViolatesAsync(
        "FW24611",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [{|FW24611:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """);

    [Fact]
    public Task A_discriminator_that_is_stated_is_refused() => LockTest.ViolatesAsync(
        "FW24611",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [{|FW24611:DynamoTable("orders", Discriminator = "kind")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_second_entity_is_accepted_if_the_first_owns_the_unmarked_items() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders", OwnsUnmarkedItems = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """);

    [Fact]
    public Task A_second_entity_that_owns_the_items_of_the_first_is_refused() => LockTest.ViolatesAsync(
        "FW24611",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [{|FW24611:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }

        [DynamoTable("orders", OwnsUnmarkedItems = true)]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24611",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """,
        """
        [DynamoTable("orders", OwnsUnmarkedItems = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """);
}
