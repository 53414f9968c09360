using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24309: the handlers of an app have different names.</summary>
public sealed class HandlerClashRuleTests
{
    [Fact]
    public Task Two_handlers_of_one_name_are_refused() => RuleTest.ViolatesAsync("FW24309", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24309:Mailer|} : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        public static class Other
        {
            public sealed class {|FW24309:Mailer|} : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                    => Task.CompletedTask;
            }
        }
        """, Refused.Handler);
}
