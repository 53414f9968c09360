using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24341: the delays of failed messages fit their queue.</summary>
public sealed class RetryDelayRuleTests
{
    [Theory]
    [InlineData("ChangeQueue({|FW24341:MaxRetryDelaySeconds = 60|})")]
    [InlineData("ChangeQueue(RetryDelaySeconds = 60, {|FW24341:MaxRetryDelaySeconds = 30|})")]
    [InlineData("ChangeQueue({|FW24341:RetryDelaySeconds = 20000|}, MaxRetryDelaySeconds = 36000, RetentionDays = 1)")]
    [InlineData("ChangeQueue({|FW24341:RetryDelaySeconds = 1|}, MaxReceiveCount = 1000, RetentionDays = 10)")]
    [InlineData("ChangeQueue(RetentionDays = 1, {|FW24341:RetryDelaySeconds = 21600|}, MaxRetryDelaySeconds = 21600)")]
    [InlineData("ChangeQueue(RetentionDays = 1, {|FW24341:RetryDelaySeconds = 21400|}, MaxRetryDelaySeconds = 21400, DelaySeconds = 800)")]
    public Task Delays_that_do_not_fit_are_reported(string attribute)
        => RuleTest.ViolatesAsync("FW24341", Source(attribute), Refused.Handler);

    [Theory]
    [InlineData("ChangeQueue(RetryDelaySeconds = 5)")]
    [InlineData("ChangeQueue(RetryDelaySeconds = 36000, MaxRetryDelaySeconds = 36000)")]
    [InlineData("ChangeQueue(RetentionDays = 1, RetryDelaySeconds = 21400, MaxRetryDelaySeconds = 21400, DelaySeconds = 799)")]
    [InlineData("ChangeQueue(RetryDelaySeconds = 60, MaxRetryDelaySeconds = 60, MaxReceiveCount = 1000)")]
    public Task Delays_that_fit_are_allowed(string attribute) => RuleTest.AllowsAsync(Source(attribute));

    [Theory]
    [InlineData(
        "ChangeQueue(RetryDelaySeconds = 60, MaxRetryDelaySeconds = 30)",
        "ChangeQueue(RetryDelaySeconds = 60, MaxRetryDelaySeconds = 60)")]
    [InlineData("ChangeQueue(RetentionDays = 7, MaxRetryDelaySeconds = 60)", "ChangeQueue(RetentionDays = 7)")]
    public Task The_fix_raises_or_removes_the_greatest_delay(string wrong, string right)
        => RuleTest.FixesAsync("FW24341", Source(wrong), Source(right));

    [Fact]
    public Task For_delays_beyond_the_retention_no_fix_is_offered()
        => RuleTest.WithholdsAsync("FW24341", Source("ChangeQueue(RetryDelaySeconds = 20000, MaxRetryDelaySeconds = 36000, RetentionDays = 1)"));

    [Theory]
    [InlineData(1, "1 day")]
    [InlineData(2, "2 days")]
    public Task The_message_states_both_times(int days, string retention) => RuleTest.SaysAsync(
        "FW24341",
        Source($"ChangeQueue(RetryDelaySeconds = 20000, MaxRetryDelaySeconds = 36000, MaxReceiveCount = 8, RetentionDays = {days})"),
        $"Mailer: RetryDelaySeconds delays a message that keeps failing for up to 236000 seconds, but the queue drops it after {retention}, "
            + "before it reaches the dead-letter queue");

    private static string Source(string attribute) => $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{{attribute}}]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;
}
