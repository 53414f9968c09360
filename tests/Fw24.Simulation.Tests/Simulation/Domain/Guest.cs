namespace Fw24.Simulation.Domain;

/// <summary>A guest, in the hotels' table.</summary>
[DynamoTable("hotels")]
public sealed record Guest
{
    [PartitionKey] public required string Hotel { get; init; }
    [SortKey] public required string Part { get; init; }
    public required string Room { get; init; }
    public decimal Price { get; init; }
}
