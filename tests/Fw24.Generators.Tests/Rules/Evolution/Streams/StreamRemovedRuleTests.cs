using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24621: a stream is removed when its records are processed.</summary>
public sealed class StreamRemovedRuleTests
{
    [Fact]
    public Task A_stream_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24621",
        """
        [DynamoTable("orders")]
        [StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [{|FW24621:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
