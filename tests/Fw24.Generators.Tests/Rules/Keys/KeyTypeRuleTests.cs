using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24006: a key is a non-null string, number or binary.</summary>
public sealed class KeyTypeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required bool {|FW24006:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public string? {|FW24006:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public required List<string> {|FW24006:Sort|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public int? {|FW24006:Sort|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        record Order([property: PartitionKey] bool {|FW24006:Id|});
        """)]
    public Task A_key_that_may_be_null_or_has_no_key_type_is_refused(string markup) => RuleTest.ViolatesAsync("FW24006", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public bool? Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public Nullable<int> Id { get; init; }
        }
        """)]
    public Task A_nullable_key_of_another_type_is_left(string source) => RuleTest.WithholdsAsync("FW24006", source);

    [Theory]
    [InlineData(
        """
        [DynamoTable("orders")]
        record Order([property: PartitionKey] string? Id);
        """,
        """
        [DynamoTable("orders")]
        record Order([property: PartitionKey] string Id);
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public Guid? Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public Guid Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public string? Part { get; init; } = "";
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public string Part { get; init; } = "";
        }
        """)]
    public Task A_nullable_key_becomes_required(string wrong, string right) => RuleTest.FixesAsync("FW24006", wrong, right);

    [Fact]
    public Task The_fix_names_the_new_type() => RuleTest.OffersAsync("FW24006", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public string? Id { get; set; }
        }
        """, "Make it required string");
}
