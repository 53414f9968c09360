using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24628: the redaction of an attribute stays the same.</summary>
public sealed class RedactionChangedRuleTests
{
    [Fact]
    public Task Another_redaction_is_reported() => LockTest.ViolatesAsync(
        "FW24628",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Hmac)] public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive(Redaction.Mask)] public string? {|FW24628:Mail|} { get; init; }
        }
        """);
}
