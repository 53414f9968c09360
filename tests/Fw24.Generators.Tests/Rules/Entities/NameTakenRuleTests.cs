using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24016: the names of generated types are not taken.</summary>
public sealed class NameTakenRuleTests
{
    [Fact]
    public Task A_class_with_the_name_of_a_generated_one_is_refused() => RuleTest.ViolatesAsync("FW24016", """
        [DynamoTable("orders")]
        public class {|FW24016:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class OrderKey;
        """);
}
