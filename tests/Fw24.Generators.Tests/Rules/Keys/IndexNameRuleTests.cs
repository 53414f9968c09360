using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24018: an index name is valid in DynamoDB.</summary>
public sealed class IndexNameRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [GlobalIndex({|FW24018:"x"|}, PartitionKey = "Id")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex({|FW24018:"x"|}, PartitionKey = "Id")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_name_of_one_character_is_refused(string markup) => RuleTest.ViolatesAsync("FW24018", markup);

    [Fact]
    public Task An_index_is_not_renamed() => RuleTest.WithholdsAsync("FW24018", """
        [DynamoTable("orders"), GlobalIndex("x", PartitionKey = "Id")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
