using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24203: a log group name is valid in CloudWatch Logs.</summary>
public sealed class LogGroupNameRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch, {|FW24203:LogGroupName = "a b"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch, {|FW24203:LogGroupName = "aws/audit"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task An_invalid_or_reserved_name_is_refused(string markup) => RuleTest.ViolatesAsync("FW24203", markup);

    [Fact]
    public Task A_name_below_aws_with_a_slash_is_allowed() => RuleTest.AllowsAsync("""
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, LogGroupName = "/aws/audit")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, LogGroupName = "aws/audit")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, LogGroupName = "")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_reserved_or_empty_name_is_left(string source) => RuleTest.WithholdsAsync("FW24203", source);
}
