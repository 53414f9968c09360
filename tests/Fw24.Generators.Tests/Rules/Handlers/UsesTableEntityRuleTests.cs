using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24332: [UsesTable] names an entity.</summary>
public sealed class UsesTableEntityRuleTests
{
    [Fact]
    public Task A_type_that_is_no_entity_is_refused() => RuleTest.ViolatesAsync("FW24332", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{|FW24332:UsesTable(typeof(string))|}]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);
}
