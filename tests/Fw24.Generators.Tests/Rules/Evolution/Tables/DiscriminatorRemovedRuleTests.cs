using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24613: a table whose items have a discriminator keeps it.</summary>
public sealed class DiscriminatorRemovedRuleTests
{
    [Fact]
    public Task A_discriminator_that_is_no_longer_stated_is_refused() => LockTest.ViolatesAsync(
        "FW24613",
        """
        [DynamoTable("orders", Discriminator = "kind")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [{|FW24613:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24613",
        """
        [DynamoTable("orders", Discriminator = "kind")]
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
        }
        """,
        """
        [DynamoTable("orders", Discriminator = "kind")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
