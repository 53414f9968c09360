namespace Fw24.Simulation.Domain;

/// <summary>A booking, in a table shared with <see cref="Guest"/> and with rows without an entity.</summary>
[DynamoTable("hotels")]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.Cloudwatch)]
public sealed record Booking
{
    [PartitionKey] public required string Hotel { get; init; }
    [SortKey] public required string Part { get; init; }
    public required string Room { get; init; }
    public decimal Price { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
