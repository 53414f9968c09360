using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24625: an attribute that becomes sensitive was in clear before.</summary>
public sealed class SensitiveAddedRuleTests
{
    [Fact]
    public Task A_property_that_becomes_sensitive_is_reported() => LockTest.ViolatesAsync(
        "FW24625",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? {|FW24625:Mail|} { get; init; }
        }
        """);

    [Fact]
    public Task A_new_sensitive_property_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public string? Mail { get; init; }
        }
        """);

    [Fact]
    public Task A_renamed_attribute_that_becomes_sensitive_is_reported() => LockTest.ViolatesAsync(
        "FW24625",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive, DynamoAttribute("Email", Aliases = ["Mail"])] public string? {|FW24625:Email|} { get; init; }
            public int Total { get; init; }
        }
        """);
}
