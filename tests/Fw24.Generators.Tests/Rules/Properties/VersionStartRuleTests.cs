using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24050: a version starts at 0.</summary>
public sealed class VersionStartRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version] public long {|FW24050:Value|} { get; init; } = 1;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public record Order([property: PartitionKey] string Id, [property: Version] int {|FW24050:Value|} = 3) { }
        """)]
    public Task A_version_that_starts_above_0_is_reported(string markup) => RuleTest.ViolatesAsync("FW24050", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version] public long Version { get; set; } = 0;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version] public int Version { get; set; } = default;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        record Order([property: PartitionKey] string Id, [property: Version] long Version = 0);
        """)]
    public Task A_version_that_starts_at_0_is_allowed(string source) => RuleTest.AllowsAsync(source);
}
