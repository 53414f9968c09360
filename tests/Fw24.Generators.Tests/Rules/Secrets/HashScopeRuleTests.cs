using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24230: a scope has a name and applies to keyed hashes.</summary>
public sealed class HashScopeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Scope = "email")] public string? {|FW24230:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Mask, Scope = "email")] public string? {|FW24230:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac, Scope = "")] public string? {|FW24230:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac, Scope = "e mail")] public string? {|FW24230:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac, Scope = "é")] public string? {|FW24230:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac, Scope = "sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss")]
            public string? {|FW24230:Value|} { get; init; }
        }
        """)]
    public Task A_scope_without_a_keyed_hash_or_with_an_invalid_name_is_refused(string markup) => RuleTest.ViolatesAsync("FW24230", markup);

    [Fact]
    public Task A_valid_scope_is_allowed() => RuleTest.AllowsAsync("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac, Scope = "A-z_0.9")] public string? By { get; set; }
            [Sensitive(Redaction.Hmac, Scope = null), System.ComponentModel.DataAnnotations.StringLength(5)]
            public string? Mail { get; set; }
            [System.ComponentModel.DataAnnotations.StringLength(1)] public string? Flag { get; set; }
            [Sensitive, System.ComponentModel.DataAnnotations.AllowedValues("y")] public string? Kind { get; set; }
        }
        """);
}
