using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24343: the operations of [OnChange] are those of a handler of batches.</summary>
public sealed class OnChangeOperationsRuleTests
{
    private const string Single = "OnInsertedAsync(OrderChange.Inserted change, ChangeContext";

    private const string Batch = "OnChangesAsync(IReadOnlyList<OrderChange> changes, ChangeBatchContext";

    [Theory]
    [InlineData("OnChange({|FW24343:Operations = ChangeOperations.Insert|})", Single)]
    [InlineData("OnChange(nameof(Order.State), {|FW24343:Operations = ChangeOperations.Modify|})", Single)]
    [InlineData("OnChange({|FW24343:Operations = ChangeOperations.None|})", Batch)]
    [InlineData("OnChange({|FW24343:Operations = (ChangeOperations)8|})", Batch)]
    [InlineData("OnChange({|FW24343:Operations = (ChangeOperations)9|})", Batch)]
    [InlineData("OnChange(nameof(Order.State), {|FW24343:Operations = ChangeOperations.Insert | ChangeOperations.Remove|})", Batch)]
    public Task Operations_that_do_not_fit_are_refused(string attribute, string method)
        => RuleTest.ViolatesAsync("FW24343", Source(attribute, method), Refused.Handler);

    [Theory]
    [InlineData("OnChange(Operations = ChangeOperations.Remove)")]
    [InlineData("OnChange(nameof(Order.State), Operations = ChangeOperations.Insert | ChangeOperations.Modify)")]
    [InlineData("OnChange(nameof(Order.State), Operations = ChangeOperations.Modify, To = \"Paid\")")]
    [InlineData("OnChange(nameof(Order.State))")]
    public Task Operations_of_a_batch_are_allowed(string attribute) => RuleTest.AllowsAsync(Source(attribute, Batch));

    [Theory]
    [InlineData(
        "OnChange(nameof(Order.State), Operations = ChangeOperations.Modify)", Single,
        "Mailer: Operations of [OnChange] has no effect, because the handler receives the operations whose methods it overrides. "
            + "Remove it, or override OnChangesAsync instead of the methods for single changes.")]
    [InlineData(
        "OnChange(Operations = ChangeOperations.None)", Batch,
        "Mailer: Operations of [OnChange] is no combination of Insert, Modify and Remove. Name at least one of them.")]
    [InlineData(
        "OnChange(nameof(Order.State), Operations = ChangeOperations.Insert)", Batch,
        "Mailer: Operations of [OnChange] does not contain Modify, to which alone the properties apply. Add it, or remove the "
            + "properties.")]
    public Task The_message_says_what_to_do(string attribute, string method, string message)
        => RuleTest.SaysAsync("FW24343", Source(attribute, method), message);

    [Fact]
    public Task The_fix_removes_what_has_no_effect() => RuleTest.FixesAsync(
        "FW24343",
        Source("OnChange(nameof(Order.State), Operations = ChangeOperations.Modify)", Modified),
        Source("OnChange(nameof(Order.State))", Modified));

    [Fact]
    public Task No_fix_chooses_operations()
        => RuleTest.WithholdsAsync("FW24343", Source("OnChange(Operations = ChangeOperations.None)", Batch));

    private const string Modified = "OnModifiedAsync(OrderChange.Modified change, ChangeContext";

    private static string Source(string attribute, string method) => $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? State { get; init; }
        }

        [{{attribute}}]
        [ChangeQueue(BatchSize = 10)]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task {{method}} context, CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """;
}
