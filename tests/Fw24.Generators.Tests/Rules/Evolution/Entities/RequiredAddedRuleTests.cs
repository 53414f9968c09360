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
}
