using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24626: a sensitive attribute stays sensitive.</summary>
public sealed class SensitiveRemovedRuleTests
{
    [Fact]
    public Task A_property_that_is_no_longer_sensitive_is_reported() => LockTest.ViolatesAsync(
        "FW24626",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24626:Mail|} { get; init; }
        }
        """);

    [Fact]
    public Task A_renamed_attribute_that_is_no_longer_sensitive_is_reported() => LockTest.ViolatesAsync(
        "FW24626",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Mail { get; init; }
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Email", Aliases = ["Mail"])] public string? {|FW24626:Email|} { get; init; }
            public int Total { get; init; }
        }
        """);
}
