using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24305: a handler's table publishes its changes.</summary>
public sealed class HandlerWithoutStreamRuleTests
{
    [Fact]
    public Task A_handler_of_a_table_without_a_stream_is_refused() => RuleTest.ViolatesAsync("FW24305", """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24305:Mailer|} : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);

    [Fact]
    public Task A_table_of_two_entities_gets_no_stream() => RuleTest.WithholdsAsync("FW24305", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task The_stream_is_added_below_the_table() => RuleTest.FixesAsync(
        "FW24305",
        """
        /// <summary>An order.</summary>
        [DynamoTable("orders")] // a table
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """.ReplaceLineEndings("\r\n"),
        """
        /// <summary>An order.</summary>
        [DynamoTable("orders")] // a table
        [StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public async Task The_stream_may_be_added_in_another_file()
    {
        const string Handler = """
            class Mailer : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                    => Task.CompletedTask;
            }
            """;
        var test = await CodeFixTest.OpenAsync(RuleTest.Full(Handler), RuleTest.Full("""
            [DynamoTable("orders")]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """));
        test = await test.FixedAsync("FW24305");

        Assert.Equal(
            [
                RuleTest.Full(Handler),
                RuleTest.Full("""
                    [DynamoTable("orders")]
                    [StreamEnabled]
                    class Order
                    {
                        [PartitionKey] public required string Id { get; init; }
                    }
                    """),
            ],
            await test.SourcesAsync());
        Assert.Empty(test.Diagnostics);
    }
}
