using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24202: an audit setting is a defined value of its enum.</summary>
public sealed class AuditValueRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive((Redaction)9)] public string? {|FW24202:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch, {|FW24202:Retention = (AuditRetention)2|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail", {|FW24202:Queries = (AuditQueries)5|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, {|FW24202:Retention = (AuditRetention)2|})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive((Redaction)9)] public string? {|FW24202:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), SensitiveAttributes("Email", Redaction = (Redaction)9)]
        public sealed class {|FW24202:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task An_undefined_value_is_refused(string markup) => RuleTest.ViolatesAsync("FW24202", markup);

    [Fact]
    public Task An_undefined_destination_is_left() => RuleTest.WithholdsAsync("FW24202", """
        [DynamoTable("orders"), Audit((AuditLoggerType)7)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData(
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, Retention = (AuditRetention)366)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, Retention = AuditRetention.ThirteenMonths)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, Retention = (AuditRetention)3654)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, Retention = AuditRetention.Forever)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, Retention = (AuditRetention)(-1))]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task The_nearest_retention_or_the_default_is_written(string wrong, string right) => RuleTest.FixesAsync("FW24202", wrong, right);
}
