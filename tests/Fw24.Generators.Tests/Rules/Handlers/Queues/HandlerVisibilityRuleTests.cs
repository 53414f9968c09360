using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24310: a queue's visibility timeout is at least its function's timeout.</summary>
public sealed class HandlerVisibilityRuleTests
{
    [Theory]
    [InlineData("VisibilityTimeoutSeconds = 29", "")]
    [InlineData("VisibilityTimeoutSeconds = 599", ", TimeoutSeconds = 600")]
    public Task A_timeout_below_the_functions_is_refused(string setting, string more) => RuleTest.ViolatesAsync("FW24310", $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue({|FW24310:{{setting}}|}{{more}})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);
}
