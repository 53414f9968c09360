using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24107: fair queues are for standard topics.</summary>
public sealed class FairFifoRuleTests
{
    [Fact]
    public Task Fair_queues_of_a_FIFO_topic_are_reported()
        => RuleTest.ViolatesAsync("FW24107", Source("StreamEnabled(Fifo = true, {|FW24107:FairQueues = true|})"));

    [Theory]
    [InlineData("StreamEnabled(FairQueues = true)")]
    [InlineData("StreamEnabled(Fifo = true)")]
    public Task Fair_queues_of_a_standard_topic_are_allowed(string attribute) => RuleTest.AllowsAsync(Source(attribute));

    [Fact]
    public Task The_fix_removes_the_setting()
        => RuleTest.FixesAsync("FW24107", Source("StreamEnabled(Fifo = true, FairQueues = true)"), Source("StreamEnabled(Fifo = true)"));

    private static string Source(string attribute) => $$"""
        [DynamoTable("orders"), {{attribute}}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """;
}
