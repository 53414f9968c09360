using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24218: a key does not begin with AUDIT# in a table that holds its own audit records.</summary>
public sealed class ReservedKeyRuleTests
{
    [Fact]
    public Task A_key_that_begins_like_an_audit_record_is_refused() => RuleTest.ViolatesAsync("FW24218", """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb)]
        public sealed class Order
        {
            [PartitionKey] public string {|FW24218:Id|} => "AUDIT#" + Number;
            public required string Number { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task A_table_with_two_audited_entities_is_left() => RuleTest.WithholdsAsync("FW24218", """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb)]
        class Order
        {
            [PartitionKey] public string Id => "AUDIT#" + Number;
            public required string Number { get; init; }
        }

        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb)]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
