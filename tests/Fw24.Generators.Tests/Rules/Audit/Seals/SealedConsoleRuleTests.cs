using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24235: a sealed audit is stored where it can be verified.</summary>
public sealed class SealedConsoleRuleTests
{
    [Fact]
    public Task A_sealed_audit_of_the_console_is_refused() => RuleTest.ViolatesAsync("FW24235", """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24235:Sealed = true|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData("AuditLoggerType.Console, Sealed = false")]
    [InlineData("AuditLoggerType.Cloudwatch, Sealed = true")]
    [InlineData("AuditLoggerType.DynamoDb, Sealed = true")]
    [InlineData("AuditLoggerType.DynamoDb, AuditTableName = \"trail\", Sealed = true")]
    public Task Any_other_is_allowed(string audit) => RuleTest.AllowsAsync($$"""
        [DynamoTable("orders"), Audit({{audit}})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("rates"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail")]
        class Rate
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task The_setting_is_removed_and_the_rest_stays() => RuleTest.FixesAsync(
        "FW24235",
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Console, Sealed = true, BatchSize = 3)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Console, BatchSize = 3)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
