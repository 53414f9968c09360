using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24503: entities of one table agree on its audit.</summary>
public sealed class TableAuditRuleTests
{
    [Fact]
    public Task Entities_that_differ_in_their_audit_are_refused() => RuleTest.ViolatesAsync("FW24503", """
        [DynamoTable("orders"), {|FW24503:Audit(AuditLoggerType.Console)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch)]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task The_message_names_the_other_entity() => RuleTest.SaysAsync("FW24503", """
        namespace Shop;

        [DynamoTable("notes"), Audit(AuditLoggerType.Console)]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes"), Audit(AuditLoggerType.Cloudwatch)]
        public sealed class B
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "B: in the table notes, Shop.A declares a different [Audit].");
}
