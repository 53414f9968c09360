using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24302: a handler is a class that dependency injection can create.</summary>
public sealed class HandlerDeclarationRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24302:Mailer|}<T> : OrderChangeHandler
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

        public sealed class {|FW24302:Mailer|} : OrderChangeHandler
        {
            private Mailer() { }

            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_generic_class_and_a_private_constructor_are_refused(string markup)
        => RuleTest.ViolatesAsync("FW24302", markup, Refused.Handler);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class Mailer : OrderChangeHandler
        {
            private Mailer() { }

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

        class Mailer<T> : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_generic_class_and_a_private_constructor_are_left(string source) => RuleTest.WithholdsAsync("FW24302", source);

    [Fact]
    public Task A_private_class_becomes_internal() => RuleTest.FixesAsync(
        "FW24302",
        """
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        static class Handlers
        {
            private sealed class Mailer : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                    => Task.CompletedTask;
            }
        }
        """,
        """
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        static class Handlers
        {
            internal sealed class Mailer : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                    => Task.CompletedTask;
            }
        }
        """);
}
