using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24208: an audit queue's batch size is valid in Lambda.</summary>
public sealed class AuditBatchRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Console, {|FW24208:BatchSize = 11|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), Audit(AuditLoggerType.Console, {|FW24208:BatchSize = 11|}, MaxBatchingWindowSeconds = 0)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_large_batch_without_a_window_or_of_a_FIFO_queue_is_refused(string markup)
        => RuleTest.ViolatesAsync("FW24208", markup, Refused.Table);

    [Fact]
    public Task A_constant_is_not_changed() => RuleTest.WithholdsAsync("FW24208", """
        static class Limits
        {
            public const int Batch = 11;
        }

        [DynamoTable("orders"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Console, BatchSize = Limits.Batch)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
