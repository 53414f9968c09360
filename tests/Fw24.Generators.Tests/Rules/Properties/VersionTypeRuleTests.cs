using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24015: a version is an int or a long.</summary>
public sealed class VersionTypeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version] public string? {|FW24015:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version] public long? {|FW24015:Value|} { get; init; }
        }
        """)]
    public Task A_string_or_a_nullable_number_is_refused(string markup) => RuleTest.ViolatesAsync("FW24015", markup);

    [Fact]
    public Task Another_type_is_not_converted() => RuleTest.WithholdsAsync("FW24015", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Version] public string? Version { get; init; }
        }
        """);
}
