namespace Fw24.Simulation.Domain;

/// <summary>A meter: unordered messages, items that expire, and audit records in a separate table.</summary>
[DynamoTable("meters")]
[StreamEnabled]
[Audit(AuditLoggerType.DynamoDb, AuditTableName = "meters-audit")]
public sealed record Meter
{
    [PartitionKey] public required string Id { get; init; }
    public required string Room { get; init; }
    public decimal Price { get; init; }
    [TimeToLive] public DateTimeOffset? Until { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
