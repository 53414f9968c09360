using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24618: a deployed topic stays FIFO or standard.</summary>
public sealed class FifoSwitchedRuleTests
{
    [Fact]
    public Task A_FIFO_topic_that_becomes_standard_is_refused() => LockTest.ViolatesAsync(
        "FW24618",
        """
        [DynamoTable("orders")]
        [StreamEnabled(Fifo = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [StreamEnabled({|FW24618:Fifo = false|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_standard_topic_that_becomes_FIFO_is_refused() => LockTest.ViolatesAsync(
        "FW24618",
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
        [StreamEnabled({|FW24618:Fifo = true|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24618",
        """
        [DynamoTable("orders")]
        [StreamEnabled(Fifo = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [StreamEnabled(Fifo = false)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [StreamEnabled(Fifo = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
