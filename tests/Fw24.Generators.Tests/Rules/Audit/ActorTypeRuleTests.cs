using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24210: an actor is a string.</summary>
public sealed class ActorTypeRuleTests
{
    [Fact]
    public Task An_actor_that_is_a_number_is_refused() => RuleTest.ViolatesAsync("FW24210", """
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor] public int {|FW24210:Value|} { get; init; }
        }
        """);
}
