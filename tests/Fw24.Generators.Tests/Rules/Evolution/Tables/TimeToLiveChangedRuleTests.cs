using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24632: a deployed table keeps its time-to-live attribute.</summary>
public sealed class TimeToLiveChangedRuleTests
{
    [Fact]
    public Task Another_attribute_is_refused() => LockTest.ViolatesAsync(
        "FW24632",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [TimeToLive] public long? Expires { get; init; }
            public long? Until { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public long? Expires { get; init; }
            [TimeToLive] public long? {|FW24632:Until|} { get; init; }
        }
        """);

    [Fact]
    public Task A_time_to_live_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24632",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [TimeToLive] public long? Expires { get; init; }
            public long? Until { get; init; }
        }
        """,
        """
        [{|FW24632:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public long? Expires { get; init; }
            public long? Until { get; init; }
        }
        """);
}
