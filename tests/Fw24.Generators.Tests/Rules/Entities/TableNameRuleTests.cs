using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24001: a table name is valid in DynamoDB.</summary>
public sealed class TableNameRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable({|FW24001:"or"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable({|FW24001:"orders!"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_name_that_is_short_or_has_other_characters_is_refused(string markup) => RuleTest.ViolatesAsync("FW24001", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("or")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("!?! a")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        static class Names
        {
            public const string Orders = "my orders";
        }

        [DynamoTable(Names.Orders)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_name_that_stays_invalid_is_not_rewritten(string source) => RuleTest.WithholdsAsync("FW24001", source);

    [Fact]
    public Task The_fix_shows_the_name_that_it_writes() => RuleTest.OffersAsync("FW24001", """
        [DynamoTable("my orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "Write \"my-orders\"");
}
