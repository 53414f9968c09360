using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24012: an attribute name is valid in DynamoDB.</summary>
public sealed class AttributeNameRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("")] public string? {|FW24012:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("\ud800")] public string? {|FW24012:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey, DynamoAttribute("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk")]
            public required string {|FW24012:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), SensitiveAttributes("\ud800")]
        public sealed class {|FW24012:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task An_empty_invalid_or_long_name_is_refused(string markup) => RuleTest.ViolatesAsync("FW24012", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("fw24:because")] public string? {|FW24012:Why|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey, DynamoAttribute("fw24:id")] public required string {|FW24012:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders", Discriminator = "fw24:type")]
        public sealed class {|FW24012:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), SensitiveAttributes("fw24:because")]
        public sealed class {|FW24012:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_name_that_Fw24_reserves_is_refused(string markup) => RuleTest.ViolatesAsync("FW24012", markup);

    [Fact]
    public Task A_name_that_only_resembles_a_reserved_one_is_allowed() => RuleTest.AllowsAsync("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("fw24")] public string? Name { get; init; }
            [DynamoAttribute("FW24:because")] public string? Upper { get; init; }
            [DynamoAttribute("a fw24:because")] public string? Inner { get; init; }
        }
        """);

    [Fact]
    public Task A_long_name_of_a_key_is_left() => RuleTest.WithholdsAsync("FW24012", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey, DynamoAttribute("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk")]
            public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task The_attribute_with_an_empty_name_is_removed() => RuleTest.FixesAsync(
        "FW24012",
        """
        [DynamoTable("orders")] class Order
        {
            [PartitionKey] public required string Id { get; init; }

            // A note.
            [DynamoAttribute("")]
            public string? Note { get; init; }
        }
        """,
        """
        [DynamoTable("orders")] class Order
        {
            [PartitionKey] public required string Id { get; init; }

            // A note.
            public string? Note { get; init; }
        }
        """);

    [Fact]
    public Task The_fix_names_the_attribute() => RuleTest.OffersAsync("FW24012", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("")] public string? Note { get; init; }
        }
        """, "Remove [DynamoAttribute(\"\")]");
}
