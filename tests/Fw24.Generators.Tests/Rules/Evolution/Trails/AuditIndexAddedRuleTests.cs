using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24643: an index of an audit gets the records of before.</summary>
public sealed class AuditIndexAddedRuleTests
{
    [Fact]
    public Task A_new_index_of_stored_records_is_reported() => LockTest.ViolatesAsync(
        "FW24643",
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [{|FW24643:Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time | AuditQueries.Actor)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task An_index_that_another_table_has_already_is_new_to_this_one() => LockTest.ViolatesAsync(
        "FW24643",
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
        """,
        """
        [DynamoTable("notes"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time)]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        [{|FW24643:Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_new_audit_has_no_records_of_before() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "audit", Queries = AuditQueries.Time | AuditQueries.Actor)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
