using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24615: an entity is removed after its items.</summary>
public sealed class EntityRemovedRuleTests
{
    [Fact]
    public Task An_entity_that_is_gone_is_reported() => LockTest.ViolatesAsync(
        "FW24615",
        """
        [DynamoTable("orders", Discriminator = "kind")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public int Pages { get; init; }
        }
        """,
        """
        [{|FW24615:DynamoTable("orders", Discriminator = "kind")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
