using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24060: an alias is the earlier name of one attribute only.</summary>
public sealed class AliasClashRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("title", Aliases = ["name"])] public string? {|FW24060:Title|} { get; init; }
            public string? name { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("title", Aliases = ["title"])] public string? {|FW24060:Title|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Aliases = [""])] public string? {|FW24060:Title|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Aliases = ["a", "a"])] public string? {|FW24060:Title|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Aliases = ["a"])] public string? First { get; init; }
            [DynamoAttribute(Aliases = ["a"])] public string? {|FW24060:Second|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders", Discriminator = "kind")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Aliases = ["kind"])] public string? {|FW24060:Title|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Line { get; init; }
        }

        public sealed class Line
        {
            public int Number { get; init; }
            [DynamoAttribute(Aliases = ["Number"])] public int {|FW24060:Count|} { get; init; }
        }
        """)]
    public Task A_name_in_use_is_refused(string markup) => RuleTest.ViolatesAsync("FW24060", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("title", Aliases = ["Title", "name"])] public string? Title { get; init; }
            [DynamoAttribute(Aliases = ["note"])] public string? Note { get; init; }
        }
        """)]
    public Task A_name_of_its_own_is_allowed(string source) => RuleTest.AllowsAsync(source);
}
