using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24029: the largest item is within DynamoDB's size limit.</summary>
public sealed class ItemSizeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class {|FW24029:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.StringLength(409_601)] public string? Text { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class {|FW24029:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(409_600)] public string? Text { get; set; }
            [System.ComponentModel.DataAnnotations.MaxLength(1)] public byte[]? Bytes { get; set; }
        }
        """)]
    public Task Strings_and_binaries_that_exceed_an_item_together_are_reported(string markup) => RuleTest.ViolatesAsync("FW24029", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(409_600)] public string? Text { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(409_601)] public List<string>? Texts { get; set; }
        }
        """)]
    public Task An_item_of_400_KB_and_a_list_of_any_length_are_allowed(string source) => RuleTest.AllowsAsync(source);
}
