using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24219: an index does not hold audit records.</summary>
public sealed class AuditedIndexRuleTests
{
    [Fact]
    public Task An_index_of_the_tables_own_keys_is_reported() => RuleTest.ViolatesAsync("FW24219", """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb)]
        [GlobalIndex("by-customer", PartitionKey = nameof(CustomerId))]
        [{|FW24219:GlobalIndex("turned", PartitionKey = nameof(Line), SortKey = nameof(Id))|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public required string Line { get; init; }
            public required string CustomerId { get; init; }
        }
        """);

    [Fact]
    public Task An_index_of_what_records_of_another_table_have_is_reported() => RuleTest.ViolatesAsync("FW24219", """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "ledger")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("ledger")]
        [{|FW24219:GlobalIndex("by-actor", PartitionKey = nameof(Actor), SortKey = nameof(Line))|}]
        public sealed class Entry
        {
            [PartitionKey, DynamoAttribute("pk")] public required string Account { get; init; }
            [SortKey, DynamoAttribute("sk")] public required string Line { get; init; }
            [DynamoAttribute("actor")] public string? Actor { get; init; }
        }
        """);

    [Fact]
    public Task An_index_whose_records_are_elsewhere_is_not() => RuleTest.AllowsAsync("""
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "orders-audit")]
        [GlobalIndex("turned", PartitionKey = nameof(Line), SortKey = nameof(Id))]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public required string Line { get; init; }
        }
        """);
}
