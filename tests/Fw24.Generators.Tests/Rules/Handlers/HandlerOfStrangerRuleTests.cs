using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24314: code is generated for the entity of a handler.</summary>
public sealed class HandlerOfStrangerRuleTests
{
    [Fact]
    public Task A_handler_of_a_class_without_a_table_is_refused() => RuleTest.ViolatesAsync("FW24314", """
        public sealed class Order
        {
            public string? Id { get; init; }
        }

        public sealed class {|FW24314:Mailer|} : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);
}
