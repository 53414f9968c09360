using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24011: a stored type has a constructor whose parameters are properties.</summary>
public sealed class ConstructorRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class {|FW24011:Order|}
        {
            [PartitionKey] public required string Id { get; init; }

            public Order(int other) { }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class {|FW24011:Order|}
        {
            [PartitionKey] public required string Id { get; init; }

            private Order() { }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Inner? Value { get; init; }
        }

        public sealed class {|FW24011:Inner|}(int other)
        {
            public int Number { get; set; } = other;
        }
        """)]
    public Task A_constructor_with_other_parameters_or_access_is_refused(string markup) => RuleTest.ViolatesAsync("FW24011", markup);
}
