using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24204: an audit table name is valid in DynamoDB.</summary>
public sealed class AuditTableNameRuleTests
{
    [Fact]
    public Task A_name_of_one_character_is_refused() => RuleTest.ViolatesAsync("FW24204", """
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.DynamoDb, {|FW24204:AuditTableName = "a"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_table_is_not_renamed() => RuleTest.WithholdsAsync("FW24204", """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "a")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
