using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24211: a table's key is not sensitive.</summary>
public sealed class SensitiveKeyRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey, Sensitive(Redaction.Hmac)] public required string {|FW24211:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-id", PartitionKey = nameof(Id))]
        public sealed class Order
        {
            [PartitionKey, Sensitive(Redaction.Mask)] public required string {|FW24211:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey, Sensitive(Redaction.Mask)] public required string {|FW24211:Part|} { get; init; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive(Redaction.Hmac)] string Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string {|FW24211:Email|} { get; init; }
        }
        """)]
    public Task A_sensitive_key_is_refused(string markup) => RuleTest.ViolatesAsync("FW24211", markup);
}
