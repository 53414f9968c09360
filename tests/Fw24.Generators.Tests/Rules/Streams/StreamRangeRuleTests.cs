using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24101: stream settings are within AWS's limits.</summary>
public sealed class StreamRangeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [StreamEnabled({|FW24101:MemoryMegabytes = 64|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [StreamEnabled({|FW24101:TimeoutSeconds = 5_401|}, ManagedInstances = true)]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [StreamEnabled({|FW24101:BatchSize = 0|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [StreamEnabled({|FW24101:ParallelizationFactor = 11|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled(Fifo = true, {|FW24101:BatchSize = 0|})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled({|FW24101:MaxMessageBytes = 1_023|})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled({|FW24101:MaxMessageBytes = 1_048_577|})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_setting_out_of_range_is_refused(string markup) => RuleTest.ViolatesAsync("FW24101", markup);

    [Fact]
    public Task A_constant_is_not_changed() => RuleTest.WithholdsAsync("FW24101", """
        static class Limits
        {
            public const int Batch = 0;
        }

        [DynamoTable("orders"), StreamEnabled(BatchSize = Limits.Batch)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task The_rest_of_the_attribute_and_its_comments_stay() => RuleTest.FixesAsync(
        "FW24101",
        """
        [DynamoTable("orders")] [StreamEnabled(
            Fifo = true, // in order
            BatchSize = /* many */ 0 /* too few */)] // of the table
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")] [StreamEnabled(
            Fifo = true, // in order
            BatchSize = /* many */ 1 /* too few */)] // of the table
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData(
        """
        [DynamoTable("orders"), StreamEnabled(BatchSize = -1)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), StreamEnabled(BatchSize = 1)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders"), StreamEnabled(MaxRecordAgeSeconds = 604_800)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), StreamEnabled(MaxRecordAgeSeconds = 86400)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders"), StreamEnabled(MaxMessageBytes = 2_000_000)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), StreamEnabled(MaxMessageBytes = 1048576)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task The_setting_becomes_the_nearest_limit(string wrong, string right) => RuleTest.FixesAsync("FW24101", wrong, right);

    [Fact]
    public Task The_fix_names_the_value() => RuleTest.OffersAsync("FW24101", """
        [DynamoTable("orders"), StreamEnabled(BatchSize = 0)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "Set BatchSize = 1");

    [Fact]
    public Task Settings_of_one_attribute_are_changed_together() => RuleTest.FixesEverywhereAsync(
        "FW24101",
        [
            """
            [DynamoTable("orders"), StreamEnabled(BatchSize = 0, Fifo = true, ParallelizationFactor = 11)]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
            """
            [DynamoTable("notes"), StreamEnabled(RetryAttempts = -2)]
            class Note
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
        ],
        [
            """
            [DynamoTable("orders"), StreamEnabled(BatchSize = 1, Fifo = true, ParallelizationFactor = 10)]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
            """
            [DynamoTable("notes"), StreamEnabled(RetryAttempts = -1)]
            class Note
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
        ]);
}
