using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24205: a region has the form of an AWS region.</summary>
public sealed class AuditRegionRuleTests
{
    [Fact]
    public Task A_region_of_another_form_is_refused() => RuleTest.ViolatesAsync("FW24205", """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch, {|FW24205:Region = "EU"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_place_is_not_a_region() => RuleTest.WithholdsAsync("FW24205", """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, Region = "Frankfurt")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData(
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, Region = "EU_Central 1")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, Region = "eu-central-1")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData(
        """
        [Fw24.DynamoTable("orders"), Fw24.Audit(AuditLoggerType.Cloudwatch, Region = "eu-central-1b")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [Fw24.DynamoTable("orders"), Fw24.Audit(AuditLoggerType.Cloudwatch, Region = "eu-central-1")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task The_region_is_spelled_as_one(string wrong, string right) => RuleTest.FixesAsync("FW24205", wrong, right);
}
