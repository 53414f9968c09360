using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24231: a property with a keyed hash has many possible values.</summary>
public sealed class FewHashesRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.StringLength(4)] public string? {|FW24231:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.MaxLength(1)] public string? {|FW24231:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.Length(1, 3)] public string? {|FW24231:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.AllowedValues("yes", "no")]
            public string? {|FW24231:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.EnumDataType(typeof(DayOfWeek))]
            public string? {|FW24231:Value|} { get; init; }
        }
        """)]
    public Task A_keyed_hash_of_few_values_is_reported(string markup) => RuleTest.ViolatesAsync("FW24231", markup);
}
