using System.Globalization;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24301: queue settings are within AWS's limits.</summary>
public sealed class QueueRangeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue({|FW24301:TimeoutSeconds = 5_401|}, ManagedInstances = true)]
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

        [ChangeQueue({|FW24301:TimeoutSeconds = 901|})]
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

        [ChangeQueue({|FW24301:MemoryMegabytes = 127|})]
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

        [ChangeQueue({|FW24301:DelaySeconds = 901|})]
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

        [ChangeQueue({|FW24301:DelaySeconds = -1|})]
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

        [ChangeQueue({|FW24301:MaxConcurrency = 1|})]
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

        [ChangeQueue({|FW24301:MaxReceiveCount = 0|})]
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

        [ChangeQueue({|FW24301:Parallelism = 10_001|})]
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

        [ChangeQueue({|FW24301:BatchSize = 0|}, Parallelism = 4)]
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

        [ChangeQueue({|FW24301:ExpectedSeconds = -1|})]
        public sealed class Mailer : OrderChangeHandler
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

        [ChangeQueue({|FW24301:RetentionDays = 0|})]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_setting_out_of_range_is_refused(string markup) => RuleTest.ViolatesAsync("FW24301", markup, Refused.Handler);

    [Fact]
    public Task A_constant_is_not_changed() => RuleTest.WithholdsAsync("FW24301", """
        static class Limits
        {
            public const int Days = 0;
        }

        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(RetentionDays = Limits.Days)]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);

    [Fact]
    public async Task A_parallelism_of_0_is_refused_and_not_the_batch_size_that_it_implies()
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = [RuleTest.Full("""
                [DynamoTable("orders"), StreamEnabled]
                public sealed class Order
                {
                    [PartitionKey] public required string Id { get; init; }
                }

                [ChangeQueue(Parallelism = 0)]
                public sealed class Mailer : OrderChangeHandler
                {
                    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                        => Task.CompletedTask;
                }
                """)],
            IsExecutable = true,
        });

        var diagnostics = await AnalyzerTest.DiagnosticsAsync(test);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("FW24301", diagnostic.Id);
        Assert.StartsWith("Mailer: Parallelism is ", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.DoesNotContain(test.Files.Values, static file => file.Contains("Name = \"Mailer\",", StringComparison.Ordinal));
    }
}
