using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24336: handled changes are recorded for 1 to 3,650 days.</summary>
public sealed class IdempotencyRangeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [Idempotent({|FW24336:RetentionDays = 3_651|})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_retention_out_of_range_is_reported(string markup) => RuleTest.ViolatesAsync("FW24336", markup, Refused.Handler);

    [Fact]
    public Task The_longest_retention_is_allowed() => RuleTest.AllowsAsync("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [Idempotent(RetentionDays = 3_650)]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);
}
