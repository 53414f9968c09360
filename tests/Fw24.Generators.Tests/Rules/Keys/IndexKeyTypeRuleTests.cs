using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24021: an index's keys are strings, numbers or binary.</summary>
public sealed class IndexKeyTypeRuleTests
{
    [Fact]
    public Task A_key_of_another_type_is_refused() => RuleTest.ViolatesAsync("FW24021", """
        [DynamoTable("orders")]
        [{|FW24021:GlobalIndex("by-flag", PartitionKey = "Flag")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Flag { get; init; }
        }
        """);
}
