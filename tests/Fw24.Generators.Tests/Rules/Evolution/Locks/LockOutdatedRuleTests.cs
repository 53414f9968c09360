using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24639: the lock is up to date.</summary>
public sealed class LockOutdatedRuleTests
{
    [Fact]
    public Task A_compatible_difference_is_suggested() => LockTest.ViolatesAsync(
        "FW24639",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class {|FW24639:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """);
}
