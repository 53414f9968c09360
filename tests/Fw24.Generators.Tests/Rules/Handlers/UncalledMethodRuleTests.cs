using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24339: a handler handles single changes or batches.</summary>
public sealed class UncalledMethodRuleTests
{
    [Fact]
    public Task A_handler_of_batches_with_a_method_for_single_changes_is_refused() => RuleTest.ViolatesAsync("FW24339", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(BatchSize = 10)]
        public sealed class {|FW24339:Mailer|} : OrderChangeHandler
        {
            protected override Task OnChangesAsync(
                IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;

            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);

    [Fact]
    public Task A_method_of_a_base_class_counts() => RuleTest.SaysAsync("FW24339", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public abstract class Greeter : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        [ChangeQueue(BatchSize = 10)]
        public sealed class Mailer : Greeter
        {
            protected override Task OnChangesAsync(
                IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, "Mailer overrides OnChangesAsync, which receives all changes, so that OnInsertedAsync would never be called.");

    [Fact]
    public Task A_handler_of_batches_is_allowed() => RuleTest.AllowsAsync("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(BatchSize = 10)]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnChangesAsync(
                IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);
}
