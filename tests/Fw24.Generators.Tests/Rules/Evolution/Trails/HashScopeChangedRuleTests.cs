using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24629: the scope of keyed hashes stays the same.</summary>
public sealed class HashScopeChangedRuleTests
{
    [Fact]
    public Task Another_scope_is_reported() => LockTest.ViolatesAsync(
        "FW24629",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac, Scope = "mail")] public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac)] public string? {|FW24629:Mail|} { get; init; }
        }
        """);
}
