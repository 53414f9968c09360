namespace Fw24.Clinic.Tests.Clinic;

[DynamoTable("billing")]
public sealed record InvoiceLine
{
    [PartitionKey] public required string InvoiceId { get; init; }
    [SortKey] public required string Part { get; init; }
    public required string Service { get; init; }
    public decimal Price { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
