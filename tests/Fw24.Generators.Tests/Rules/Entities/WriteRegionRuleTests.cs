using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24067: the Region of the last write is a string, and no key of its table.</summary>
public sealed class WriteRegionRuleTests
{
    [Theory]
    [InlineData("[WriteRegion] public int {|FW24067:Region|} { get; init; }")]
    [InlineData("[WriteRegion, SortKey] public required string {|FW24067:Region|} { get; init; }")]
    [InlineData("[WriteRegion, AuditActor] public string? {|FW24067:Region|} { get; init; }")]
    public Task A1_11_a_region_that_cannot_be_stamped_is_refused(string property) => RuleTest.ViolatesAsync("FW24067", $$"""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            {{property}}
        }
        """);

    [Theory]
    [InlineData("[WriteRegion] public string? Region { get; init; }")]
    [InlineData("[WriteRegion] public required string Region { get; init; }")]
    public Task A_string_is_fine(string property) => RuleTest.AllowsAsync($$"""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            {{property}}
        }
        """);
}
