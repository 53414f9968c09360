using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24027: a nullable index key has no default value of its own.</summary>
public sealed class IndexKeyNullRuleTests
{
    [Fact]
    public Task A_nullable_key_with_an_initial_value_is_reported() => RuleTest.ViolatesAsync("FW24027", """
        [DynamoTable("orders")]
        [GlobalIndex("by-state", PartitionKey = "State")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24027:State|} { get; set; } = "open";
        }
        """);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-state", PartitionKey = nameof(State))]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? State { get; set; } = null;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-state", PartitionKey = nameof(State))]
        class Order
        {
            public Order() { State = "open"; }

            [PartitionKey] public required string Id { get; init; }
            public string? State { get; set; }
        }
        """)]
    public Task A_nullable_key_that_is_null_or_set_by_a_constructor_is_allowed(string source) => RuleTest.AllowsAsync(source);
}
