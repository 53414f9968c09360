using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24209: a FIFO audit queue has no batching window.</summary>
public sealed class AuditWindowRuleTests
{
    [Fact]
    public Task A_window_of_a_FIFO_queue_is_reported() => RuleTest.ViolatesAsync("FW24209", """
        [DynamoTable("orders"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Console, {|FW24209:MaxBatchingWindowSeconds = 9|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
