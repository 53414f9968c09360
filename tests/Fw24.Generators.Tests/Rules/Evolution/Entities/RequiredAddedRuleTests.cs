using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24608: a newly required property has a value for items that lack it.</summary>
public sealed class RequiredAddedRuleTests
{
    [Fact]
    public Task A_new_required_property_is_refused() => LockTest.ViolatesAsync(
        "FW24608",
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
            [PartitionKey] public required string Id { get; init; }
            public required string {|FW24608:Mail|} { get; init; }
        }
        """);

    [Fact]
    public Task A_property_that_may_no_longer_be_null_is_refused() => LockTest.ViolatesAsync(
        "FW24608",
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
            public required string {|FW24608:Mail|} { get; init; }
        }
        """);

    [Fact]
    public Task A_new_nullable_property_is_accepted() => LockTest.AcceptsAsync(
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
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """);

    [Fact]
    public Task A_new_required_property_with_a_default_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
            [DynamoAttribute(Default = "none")] public required string Mail { get; init; }
        }
        """);

    [Fact]
    public Task A_new_required_property_that_an_upgrade_fills_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
            public required string Mail { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item)
            {
                if (!item.Has("Mail"))
                {
                    item.Set("Mail", "none");
                }
            }
        }
        """);

    [Fact]
    public Task A_new_required_property_that_no_upgrade_names_is_refused() => LockTest.ViolatesAsync(
        "FW24608",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item) => item.Rename("Sum", "Total");
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
            public required string {|FW24608:Mail|} { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item) => item.Rename("Sum", "Total");
        }
        """);

    [Fact]
    public Task One_of_two_attributes_that_are_read_was_required() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Name { get; init; }
            public string? Title { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Title", Aliases = ["Name"])] public required string Title { get; init; }
        }
        """);

    [Fact]
    public Task An_upgrade_of_another_entity_does_not_fill_a_shared_type() => LockTest.ViolatesAsync(
        "FW24608",
        """
        [DynamoTable("shop")]
        public sealed class Offer
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Line { get; init; }
        }

        [DynamoTable("shop")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Line { get; init; }
        }

        public sealed class Line
        {
            public string? No { get; init; }
        }
        """,
        """
        [DynamoTable("shop")]
        public sealed class Offer
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Line { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item)
            {
                if (item.TryGetString("Piece", out var unit))
                {
                    item.Set("Unit", unit);
                }
            }
        }

        [DynamoTable("shop")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Line { get; init; }
        }

        public sealed class Line
        {
            public string? No { get; init; }
            public required string {|FW24608:Unit|} { get; init; }
        }
        """);
}
