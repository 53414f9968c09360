using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24619: the stream of a deployed table keeps its view type.</summary>
public sealed class StreamViewChangedRuleTests
{
    [Fact]
    public Task A_narrower_view_type_is_refused() => LockTest.ViolatesAsync(
        "FW24619",
        """
        [DynamoTable("orders")]
        [StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [StreamEnabled({|FW24619:ViewType = StreamViewType.KeysOnly|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_wider_view_type_is_refused() => LockTest.ViolatesAsync(
        "FW24619",
        """
        [DynamoTable("orders")]
        [StreamEnabled(ViewType = StreamViewType.KeysOnly)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [{|FW24619:StreamEnabled|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
