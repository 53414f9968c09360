using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24220: an actor is not hidden from the audit.</summary>
public sealed class SensitiveActorRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor, Sensitive] public string? {|FW24220:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor, Sensitive(Redaction.Mask)] public string? {|FW24220:Value|} { get; init; }
        }
        """)]
    public Task An_actor_that_is_removed_or_masked_is_reported(string markup) => RuleTest.ViolatesAsync("FW24220", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor, Sensitive(Redaction.Hmac)] public string? By { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditActor, AuditIgnore] public string? By { get; set; }
        }
        """)]
    public Task A_hashed_actor_and_one_without_audit_are_allowed(string source) => RuleTest.AllowsAsync(source);
}
