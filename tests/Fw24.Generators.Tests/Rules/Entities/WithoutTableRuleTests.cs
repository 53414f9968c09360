using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24023: a class with table settings is an entity.</summary>
public sealed class WithoutTableRuleTests
{
    [Fact]
    public Task An_audit_without_a_table_is_refused() => RuleTest.ViolatesAsync("FW24023", """
        [{|FW24023:Audit(AuditLoggerType.Console)|}]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
