using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24216: an audit queue's visibility timeout is at least its function's timeout.</summary>
public sealed class AuditVisibilityRuleTests
{
    [Theory]
    [InlineData("VisibilityTimeoutSeconds = 29", "")]
    [InlineData("VisibilityTimeoutSeconds = 599", ", TimeoutSeconds = 600")]
    public Task A_timeout_below_the_functions_is_refused(string setting, string more) => RuleTest.ViolatesAsync("FW24216", $$"""
        [DynamoTable("orders"), Audit(AuditLoggerType.Console, {|FW24216:{{setting}}|}{{more}})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);
}
