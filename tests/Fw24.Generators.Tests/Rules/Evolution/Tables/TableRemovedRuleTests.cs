using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24617: a table leaves the code deliberately.</summary>
public sealed class TableRemovedRuleTests
{
    [Fact]
    public Task A_table_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24617",
        """
        [assembly: Fw24App("Shop")]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [assembly: {|FW24617:Fw24App("Shop")|}]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
