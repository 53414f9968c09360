using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24308: a FIFO queue has no batching window.</summary>
public sealed class HandlerWindowRuleTests
{
    [Fact]
    public Task A_window_of_a_FIFO_queue_is_reported() => RuleTest.ViolatesAsync("FW24308", """
        [DynamoTable("orders"), StreamEnabled(Fifo = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue({|FW24308:MaxBatchingWindowSeconds = 1|})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);
}
