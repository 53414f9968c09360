using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24216: an audit queue's visibility timeout is at least its function's timeout.</summary>
public sealed class AuditVisibilityRuleTests
{
    [Fact]
    public Task A_timeout_below_the_functions_is_refused() => RuleTest.ViolatesAsync("FW24216", """
        [DynamoTable("orders"), Audit(AuditLoggerType.Console, {|FW24216:VisibilityTimeoutSeconds = 29|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);
}
