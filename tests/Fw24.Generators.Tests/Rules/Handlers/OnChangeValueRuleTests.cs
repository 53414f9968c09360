using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24338: [OnChange] asks for values of one property that is not sensitive.</summary>
public sealed class OnChangeValueRuleTests
{
    [Theory]
    [InlineData("""
        OnChange(nameof(Order.Status), To = "Shiped")
        """)]
    [InlineData("""
        OnChange(nameof(Order.Status), From = 7)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Status), nameof(Order.Count), To = 1)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Mail), To = "a@b.c")
        """)]
    [InlineData("""
        OnChange(nameof(Order.Count), To = "many")
        """)]
    [InlineData("""
        OnChange(nameof(Order.IsPaid), To = 1)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Note), To = 1)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Day), To = "2026-11-22")
        """)]
    public Task A_value_that_the_property_cannot_have_in_a_message_is_reported(string attribute)
        => RuleTest.ViolatesAsync("FW24338", Source($"{{|FW24338:{attribute}|}}"), Refused.Handler);

    [Theory]
    [InlineData("""
        OnChange(nameof(Order.Status), From = nameof(Status.Placed), To = Status.Shipped)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Count), To = 5)
        """)]
    [InlineData("""
        OnChange(nameof(Order.IsPaid), To = true)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Note), From = "a")
        """)]
    public Task A_value_of_the_propertys_type_is_allowed(string attribute) => RuleTest.AllowsAsync(Source(attribute));

    private static string Source(string attribute) => $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status? Status { get; init; }
            public int Count { get; init; }
            public bool IsPaid { get; init; }
            public string? Note { get; init; }
            public DateOnly Day { get; init; }
            [Sensitive] public string? Mail { get; init; }
        }

        public enum Status { Placed, Shipped }

        [{{attribute}}]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;
}
