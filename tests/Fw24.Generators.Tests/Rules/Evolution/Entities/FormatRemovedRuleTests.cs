using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24642: an entity keeps the form of the object mapper.</summary>
public sealed class FormatRemovedRuleTests
{
    [Fact]
    public Task A_format_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24642",
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """,
        """
        [{|FW24642:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """);

    [Fact]
    public Task A_first_format_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
            public DayOfWeek Day { get; init; }
        }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
            public DayOfWeek Day { get; init; }
        }
        """);

    [Fact]
    public Task The_other_conversion_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV2)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24642",
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """);
}
