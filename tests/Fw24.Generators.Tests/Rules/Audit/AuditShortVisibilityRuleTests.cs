using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24217: an audit queue's visibility timeout is at least six times its function's timeout.</summary>
public sealed class AuditShortVisibilityRuleTests
{
    [Fact]
    public Task A_timeout_below_six_times_the_functions_is_reported() => RuleTest.ViolatesAsync("FW24217", """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24217:VisibilityTimeoutSeconds = 184|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
