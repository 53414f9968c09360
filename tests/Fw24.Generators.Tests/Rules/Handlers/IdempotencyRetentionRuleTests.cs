using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24337: a handled change is recorded for as long as it may be delivered again.</summary>
public sealed class IdempotencyRetentionRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [Idempotent({|FW24337:RetentionDays = 17|})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(RetentionDays = 14), Idempotent({|FW24337:RetentionDays = 27|})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_retention_shorter_than_a_message_may_wait_is_reported(string markup)
        => RuleTest.ViolatesAsync("FW24337", markup, Refused.Handler);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [Idempotent(RetentionDays = 18)]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(RetentionDays = 14), Idempotent]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task The_longest_wait_is_enough(string markup) => RuleTest.AllowsAsync(markup);

    [Theory]
    [InlineData(1, "1 day")]
    [InlineData(2, "2 days")]
    public Task The_message_states_both_times(int days, string retention) => RuleTest.SaysAsync(
        "FW24337",
        $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [Idempotent(RetentionDays = {{days}})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """,
        $"Mailer: RetentionDays of [Idempotent] is {retention}, but a message may wait for 18 days in the queue and its dead-letter queue, "
            + "and is handled again if the record is gone by then. Use 18 or more, or remove the setting.");
}
