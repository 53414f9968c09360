namespace Fw24.Simulation.Domain;

/// <summary>A ticket, with its audit records in the same table.</summary>
[DynamoTable("tickets")]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.DynamoDb)]
public sealed record Ticket
{
    [PartitionKey] public required string Id { get; init; }
    public required string Room { get; init; }
    public decimal Price { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
