using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24310: a queue's visibility timeout is at least its function's timeout.</summary>
public sealed class HandlerVisibilityRuleTests
{
    [Fact]
    public Task A_timeout_below_the_functions_is_refused() => RuleTest.ViolatesAsync("FW24310", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue({|FW24310:VisibilityTimeoutSeconds = 29|})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);
}
