using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24304: [OnChange] names stored properties.</summary>
public sealed class OnChangeNameRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [OnChange({|FW24304:"Nothing"|})]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [OnChange("Id", {|FW24304:"No"|})]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """)]
    public Task A_name_that_no_property_has_is_refused(string markup) => RuleTest.ViolatesAsync("FW24304", markup, Refused.Handler);

    [Fact]
    public Task An_unknown_name_is_left() => RuleTest.WithholdsAsync("FW24304", """
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [OnChange("Status")]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task The_name_of_an_attribute_becomes_its_property() => RuleTest.FixesAsync(
        "FW24304",
        """
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("s")] public string? State { get; init; }
        }

        [OnChange(nameof(Order.Id), "s")]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """,
        """
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("s")] public string? State { get; init; }
        }

        [OnChange(nameof(Order.Id), nameof(Order.State))]
        class Mailer : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);
}
