using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24069: a table does not have the name of the table of handled changes.</summary>
public sealed class IdempotencyTableNameRuleTests
{
    [Fact]
    public Task A_table_of_that_name_is_refused() => RuleTest.ViolatesAsync("FW24069", """
        [assembly: Fw24App("shop")]

        [DynamoTable({|FW24069:"shop-idempotency"|}), StreamEnabled]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task An_audit_table_of_that_name_is_refused() => RuleTest.ViolatesAsync("FW24069", """
        [assembly: Fw24App("shop")]

        [DynamoTable("orders")]
        [Audit(AuditLoggerType.DynamoDb, {|FW24069:AuditTableName = "shop-idempotency"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task The_table_of_another_app_is_allowed() => RuleTest.AllowsAsync("""
        [assembly: Fw24App("shop")]

        [DynamoTable("orders-idempotency")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
