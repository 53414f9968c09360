using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24025: an annotated property is stored.</summary>
public sealed class NotStoredRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey, DynamoIgnore] public string {|FW24025:Part|} { get; init; } = "";
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public static string {|FW24025:Part|} => "";
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public string {|FW24025:Part|} { set { } }
        }
        """)]
    public Task A_key_that_is_not_stored_is_refused(string markup) => RuleTest.ViolatesAsync("FW24025", markup);
}
