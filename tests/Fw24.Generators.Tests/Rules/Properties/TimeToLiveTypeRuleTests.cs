using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24014: a time to live is a time or an integer.</summary>
public sealed class TimeToLiveTypeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [TimeToLive] public string? {|FW24014:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [TimeToLive] public double {|FW24014:Value|} { get; init; }
        }
        """)]
    public Task A_string_or_a_double_is_refused(string markup) => RuleTest.ViolatesAsync("FW24014", markup);
}
