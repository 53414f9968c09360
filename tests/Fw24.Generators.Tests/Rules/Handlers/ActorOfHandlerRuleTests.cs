using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24342: [ActAs] names an actor.</summary>
public sealed class ActorOfHandlerRuleTests
{
    [Fact]
    public Task An_empty_name_is_refused()
        => RuleTest.ViolatesAsync("FW24342", Source("""ActAs({|FW24342:Actor = ""|})"""), Refused.Handler);

    [Fact]
    public Task The_actor_of_a_batch_is_refused() => RuleTest.ViolatesAsync("FW24342", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor] public string? ChangedBy { get; init; }
        }

        [ActAs({|FW24342:OnBehalf = true|}), ChangeQueue(BatchSize = 10)]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnChangesAsync(
                IReadOnlyList<OrderChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);

    [Theory]
    [InlineData("ActAs")]
    [InlineData("""
        ActAs(Actor = "billing")
        """)]
    [InlineData("ActAs(OnBehalf = true)")]
    [InlineData("""
        ActAs(OnBehalf = true, Actor = "billing")
        """)]
    public Task A_name_is_allowed(string attribute) => RuleTest.AllowsAsync(Source(attribute));

    [Fact]
    public Task The_fix_removes_the_setting()
        => RuleTest.FixesAsync("FW24342", Source("""ActAs(Actor = "", OnBehalf = true)"""), Source("ActAs(OnBehalf = true)"));

    private static string Source(string attribute) => $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor] public string? ChangedBy { get; init; }
        }

        [{{attribute}}]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;
}
