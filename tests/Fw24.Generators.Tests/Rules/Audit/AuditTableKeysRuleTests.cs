using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24215: an audit table is not another entity's table.</summary>
public sealed class AuditTableKeysRuleTests
{
    [Fact]
    public Task The_table_of_an_entity_without_the_records_keys_is_refused() => RuleTest.ViolatesAsync("FW24215", """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, {|FW24215:AuditTableName = "notes"|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task A_table_of_entities_has_no_indexes_of_an_audit() => RuleTest.ViolatesAsync("FW24215", """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, {|FW24215:AuditTableName = "notes"|}, Queries = AuditQueries.Time)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes")]
        public sealed class Note
        {
            [PartitionKey, DynamoAttribute("pk")] public required string Id { get; init; }
            [SortKey, DynamoAttribute("sk")] public required string Part { get; init; }
        }
        """, Refused.Table);

    [Fact]
    public Task A_table_whose_neighbour_is_taken_is_left() => RuleTest.WithholdsAsync("FW24215", """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "notes")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes")]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders-audit")]
        class Page
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
