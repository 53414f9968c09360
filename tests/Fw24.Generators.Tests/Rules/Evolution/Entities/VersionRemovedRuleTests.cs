using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24633: an entity keeps its version.</summary>
public sealed class VersionRemovedRuleTests
{
    [Fact]
    public Task A_version_that_is_gone_is_reported() => LockTest.ViolatesAsync(
        "FW24633",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version] public int Version { get; init; }
        }
        """,
        """
        [{|FW24633:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Version { get; init; }
        }
        """);
}
