using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24212: a redacted property still has a valid value.</summary>
public sealed class SensitiveShapeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public required string {|FW24212:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Mask)] public int {|FW24212:Value|} { get; init; }
        }
        """)]
    public Task A_redaction_that_leaves_an_invalid_value_is_refused(string markup) => RuleTest.ViolatesAsync("FW24212", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-email", PartitionKey = nameof(Email))]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Mask)] public long? {|FW24212:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-email", PartitionKey = nameof(Email))]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac)] public DateTime? {|FW24212:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-email", PartitionKey = nameof(Email))]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public required string {|FW24212:Email|} { get; set; }
        }
        """)]
    public Task S6_the_rest_of_an_index_key_must_be_readable(string markup) => RuleTest.ViolatesAsync("FW24212", markup);

    [Theory]
    [InlineData("""
        namespace Shop;

        [DynamoTable("notes")]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public required string X { get; init; }
        }
        """, "A.X: redaction leaves nothing of it in messages, which handlers cannot read as string. Make it nullable or give it a default value, or use Redaction.Mask or Redaction.Hmac.")]
    [InlineData("""
        namespace Shop;

        [DynamoTable("notes")]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Mask)] public int X { get; init; }
        }
        """, "A.X: redaction leaves '***' of it in messages, which handlers cannot read as int. Use [Sensitive] alone, which removes it.")]
    public Task The_message_names_what_is_left_and_the_remedy(string source, string message)
        => RuleTest.SaysAsync("FW24212", source, message);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public required string Email { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Mask)] public required int Pin { get; init; }
        }
        """)]
    public Task A_redaction_without_a_safe_replacement_is_left(string source) => RuleTest.WithholdsAsync("FW24212", source);

    [Fact]
    public Task The_fix_names_the_redaction() => RuleTest.OffersAsync("FW24212", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Mask)] public int Pin { get; init; }
        }
        """, "Remove Redaction.Mask");
}
