using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24330: a batch finishes within the function timeout.</summary>
public sealed class HandlerTimeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue({|FW24330:BatchSize = 3|}, ExpectedSeconds = 3, TimeoutSeconds = 5)]
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

        [ChangeQueue({|FW24330:BatchSize = 10|}, ExpectedSeconds = 3)]
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

        [ChangeQueue({|FW24330:BatchSize = 10|}, ExpectedSeconds = 15, Parallelism = 5)]
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

        [{|FW24330:ChangeQueue(ExpectedSeconds = 30)|}]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_batch_that_takes_longer_than_the_function_is_reported(string markup)
        => RuleTest.ViolatesAsync("FW24330", markup, Refused.Handler);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(BatchSize = 10, ExpectedSeconds = 29, Parallelism = 10)]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(BatchSize = 9, ExpectedSeconds = 3)]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled(Fifo = true)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(Parallelism = 10_000, ExpectedSeconds = 29)]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_batch_that_ends_in_time_is_allowed(string source) => RuleTest.AllowsAsync(source);

    [Theory]
    [InlineData("""
        static class Limits
        {
            public const int Batch = 11;
        }

        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(BatchSize = Limits.Batch, MaxBatchingWindowSeconds = 1, ExpectedSeconds = 7)]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(ExpectedSeconds = 30)]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_constant_and_a_single_long_message_are_left(string source) => RuleTest.WithholdsAsync("FW24330", source);

    [Theory]
    [InlineData(1, "10 seconds at 1 second a message")]
    [InlineData(2, "20 seconds at 2 seconds a message")]
    public Task The_message_states_the_times(int each, string times) => RuleTest.SaysAsync(
        "FW24330",
        $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(BatchSize = 10, ExpectedSeconds = {{each}}, TimeoutSeconds = 5)]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """,
        $"Mailer: a batch of 10 messages takes {times}, but the function timeout is 5 seconds.");
}
