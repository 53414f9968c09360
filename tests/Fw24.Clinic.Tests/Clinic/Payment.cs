namespace Fw24.Clinic.Tests.Clinic;

[DynamoTable("billing")]
public sealed record Payment
{
    [PartitionKey] public required string InvoiceId { get; init; }
    [SortKey] public required string Part { get; init; }
    public decimal Amount { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
