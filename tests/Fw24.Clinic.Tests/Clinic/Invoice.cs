namespace Fw24.Clinic.Tests.Clinic;

/// <summary>One of three entities of a table, whose audit is in CloudWatch Logs of another region.</summary>
[DynamoTable("billing")]
[StreamEnabled(Fifo = true)]
#if SWAPPED
[Audit(AuditLoggerType.DynamoDb, AuditTableName = "billing-audit", Queries = AuditQueries.Time | AuditQueries.Actor, Sealed = true)]
#else
[Audit(AuditLoggerType.Cloudwatch, Region = "eu-west-1", Sealed = true)]
#endif
public sealed record Invoice
{
    [PartitionKey] public required string InvoiceId { get; init; }
    [SortKey] public string Part { get; init; } = "invoice";
    public required string PatientId { get; init; }
    public decimal Total { get; init; }
    public bool IsPaid { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
