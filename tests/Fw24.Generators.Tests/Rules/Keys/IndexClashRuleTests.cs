using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24020: the indexes of a table have different names.</summary>
public sealed class IndexClashRuleTests
{
    [Fact]
    public Task Two_indexes_of_one_name_are_refused() => RuleTest.ViolatesAsync("FW24020", """
        [DynamoTable("orders")]
        [GlobalIndex("by-id", PartitionKey = "Id"), GlobalIndex({|FW24020:"by-id"|}, PartitionKey = "Id")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
