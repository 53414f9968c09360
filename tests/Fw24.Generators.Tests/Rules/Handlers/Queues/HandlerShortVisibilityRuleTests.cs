using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24311: a queue's visibility timeout is at least six times its function's timeout.</summary>
public sealed class HandlerShortVisibilityRuleTests
{
    [Fact]
    public Task A_timeout_below_six_times_the_functions_is_reported() => RuleTest.ViolatesAsync("FW24311", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue({|FW24311:VisibilityTimeoutSeconds = 179|})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);
}
