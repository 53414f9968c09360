namespace Fw24.Simulation.Domain;

/// <summary>A tariff, with a number as its key and audit records on the console.</summary>
[DynamoTable("tariffs")]
[StreamEnabled]
[Audit(AuditLoggerType.Console)]
public sealed record Tariff
{
    [PartitionKey] public required long Id { get; init; }
    public required string Room { get; init; }
    public decimal Price { get; init; }
}
