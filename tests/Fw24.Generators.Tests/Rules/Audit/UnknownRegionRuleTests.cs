using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24221: a region exists in AWS.</summary>
public sealed class UnknownRegionRuleTests
{
    [Fact]
    public Task A_region_that_AWS_does_not_have_is_reported() => RuleTest.ViolatesAsync("FW24221", """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch, {|FW24221:Region = "eu-west-9"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
