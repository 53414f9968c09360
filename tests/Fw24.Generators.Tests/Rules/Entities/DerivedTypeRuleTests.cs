using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24040: a stored class has no derived classes.</summary>
public sealed class DerivedTypeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Value { get; set; }
        }

        public class {|FW24040:Line|}
        {
            public int Number { get; set; }
        }

        public class Longer : Line;
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class {|FW24040:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public class Longer : Order;
        """)]
    public Task A_class_with_a_derived_class_is_reported(string markup) => RuleTest.ViolatesAsync("FW24040", markup);
}
