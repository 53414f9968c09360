using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24641: the items without discriminator keep their owner.</summary>
public sealed class UnmarkedOwnerChangedRuleTests
{
    [Fact]
    public Task An_owner_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24641",
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
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }

        [{|FW24641:DynamoTable("orders")|}]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """);

    [Fact]
    public Task Another_owner_is_refused() => LockTest.ViolatesAsync(
        "FW24641",
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
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }

        [{|FW24641:DynamoTable("orders", OwnsUnmarkedItems = true)|}]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Text { get; init; }
        }
        """);

    [Fact]
    public Task A_first_owner_is_accepted() => LockTest.AcceptsAsync(
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
