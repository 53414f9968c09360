using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24604: a deployed index is removed deliberately.</summary>
public sealed class IndexRemovedRuleTests
{
    [Fact]
    public Task An_index_that_is_gone_is_reported() => LockTest.ViolatesAsync(
        "FW24604",
        """
        [DynamoTable("orders")]
        [GlobalIndex("by-customer", PartitionKey = "Customer")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
        }
        """,
        """
        [{|FW24604:DynamoTable("orders")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
        }
        """);

    [Fact]
    public Task One_of_an_audit_table_is_reported_at_the_audit() => LockTest.ViolatesAsync(
        "FW24604",
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time | AuditQueries.Actor)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [{|FW24604:Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task One_of_an_audit_table_that_another_table_needs_stays() => LockTest.AcceptsAsync(
        """
        [DynamoTable("notes"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time)]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("notes"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time)]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
