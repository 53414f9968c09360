using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24402: an app name is valid in the names of its resources.</summary>
public sealed class AppNameRuleTests
{
    [Theory]
    [InlineData("""
        [assembly: Fw24App({|FW24402:""|})]

        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App({|FW24402:"my-shop.orders"|})]

        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App({|FW24402:"größe"|})]

        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App({|FW24402:"-shop"|})]

        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App({|FW24402:"sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"|})]

        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App({|FW24402:"shop\npublic static class Injected;\n//"|})]

        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App({|FW24402:"my shop"|})]

        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_name_that_is_invalid_in_names_of_resources_is_refused(string markup)
        => RuleTest.ViolatesAsync("FW24402", markup, Refused.Table);

    [Theory]
    [InlineData(
        """
        [assembly: Fw24App("my shop")]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [assembly: Fw24App("my-shop")]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [assembly: Fw24App("_Acme.Orders")]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [assembly: Fw24App("Acme-Orders")]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_valid_name_is_written(string wrong, string right) => RuleTest.FixesAsync("FW24402", wrong, right);
}
