using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24307: a handler's batch size is valid in Lambda.</summary>
public sealed class HandlerBatchRuleTests
{
    [Fact]
    public Task A_large_batch_without_a_window_is_refused() => RuleTest.ViolatesAsync("FW24307", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue({|FW24307:BatchSize = 11|})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);

    [Fact]
    public Task A_constant_is_not_changed() => RuleTest.WithholdsAsync("FW24307", """
        static class Limits
        {
            public const int Batch = 11;
        }

        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(BatchSize = Limits.Batch)]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);
}
