using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24627: a sensitive attribute that no property holds is still named.</summary>
public sealed class SecretForgottenRuleTests
{
    [Fact]
    public Task A_sensitive_property_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24627",
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
        public sealed class {|FW24627:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """);

    [Fact]
    public Task A_name_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24627",
        """
        [DynamoTable("orders")]
        [SensitiveAttributes("Mail")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class {|FW24627:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """);

    [Fact]
    public Task A_sensitive_property_whose_name_is_kept_is_accepted() => LockTest.AcceptsAsync(
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
        [SensitiveAttributes("Mail")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24627",
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
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [SensitiveAttributes("Mail")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """);

    [Fact]
    public Task A_sensitive_attribute_that_is_read_by_its_old_name_is_accepted() => LockTest.AcceptsAsync(
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
            [Sensitive, DynamoAttribute("Email", Aliases = ["Mail"])] public string? Email { get; init; }
            public int Total { get; init; }
        }
        """);
}
