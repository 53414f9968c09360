using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24222: an index's key is not empty by default.</summary>
public sealed class EmptyIndexKeyRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [GlobalIndex("by-ref", PartitionKey = "Ref")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string {|FW24222:Ref|} { get; set; } = "";
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [GlobalIndex("by-ref", PartitionKey = "Ref")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string {|FW24222:Ref|} { get; set; } = string.Empty;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [GlobalIndex("by-ref", PartitionKey = "Id", SortKey = "Ref")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public byte[] {|FW24222:Ref|} { get; set; } = [];
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [GlobalIndex("by-ref", PartitionKey = "Ref")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public byte[] {|FW24222:Ref|} { get; set; } = Array.Empty<byte>();
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-ref", PartitionKey = "Ref")]
        public sealed record Order([property: PartitionKey] string Id, string {|FW24222:Ref|} = "");
        """)]
    public Task A_key_that_is_empty_by_default_is_reported(string markup) => RuleTest.ViolatesAsync("FW24222", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-ref", PartitionKey = nameof(Ref))]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Ref { get; set; } = "";
            public string Note { get; set; } = "";
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-ref", PartitionKey = nameof(Ref))]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Guid Ref { get; set; } = Guid.Empty;
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-ref", PartitionKey = nameof(Ref))]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string Ref { get; set; } = "none";
        }
        """)]
    public Task A_required_a_numbered_and_a_filled_key_are_allowed(string source) => RuleTest.AllowsAsync(source);
}
