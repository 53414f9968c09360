using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24340: a handler of batches receives more than one change.</summary>
public sealed class BatchOfOneRuleTests
{
    [Theory]
    [InlineData("[{|FW24340:ChangeQueue(RetentionDays = 7)|}]")]
    [InlineData("[ChangeQueue({|FW24340:BatchSize = 1|})]")]
    [InlineData("[ChangeQueue(BatchSize = 10, {|FW24340:Parallelism = 5|})]")]
    public Task A_handler_of_batches_without_a_batch_is_reported(string attribute)
        => RuleTest.ViolatesAsync("FW24340", Source(attribute), Refused.Handler);

    [Fact]
    public Task Without_a_queues_settings_the_class_is_reported() => RuleTest.ViolatesAsync("FW24340", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24340:Mailer|} : OrderChangeHandler
        {
            protected override Task OnChangesAsync(
                IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);

    [Fact]
    public Task A_handler_of_single_changes_may_be_parallel() => RuleTest.AllowsAsync("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(BatchSize = 1, Parallelism = 5)]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);

    [Theory]
    [InlineData("[ChangeQueue(BatchSize = 1)]", "[ChangeQueue(BatchSize = 10)]")]
    [InlineData("[ChangeQueue(BatchSize = 10, Parallelism = 5)]", "[ChangeQueue(BatchSize = 10)]")]
    public Task The_fix_sets_a_size_or_removes_the_parallelism(string wrong, string right)
        => RuleTest.FixesAsync("FW24340", Source(wrong), Source(right));

    [Fact]
    public Task Without_an_attribute_no_fix_is_offered() => RuleTest.WithholdsAsync("FW24340", Source(""));

    private static string Source(string attribute) => $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        {{attribute}}
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnChangesAsync(
                IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;
}
