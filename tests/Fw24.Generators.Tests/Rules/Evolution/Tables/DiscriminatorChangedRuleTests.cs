using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24612: the discriminator of a table stays the same.</summary>
public sealed class DiscriminatorChangedRuleTests
{
    [Fact]
    public Task A_discriminator_of_another_name_is_refused() => LockTest.ViolatesAsync(
        "FW24612",
        """
        [DynamoTable("orders", Discriminator = "kind")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", {|FW24612:Discriminator = "type"|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24612",
        """
        [DynamoTable("orders", Discriminator = "kind")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders", Discriminator = "type")]
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
