namespace Fw24.Clinic.Tests.Clinic;

/// <summary>Standard topic, an audit table of its own that is found by time and actor, secrets of all kinds.</summary>
[DynamoTable("patients")]
[StreamEnabled]
#if SWAPPED
[Audit(AuditLoggerType.Cloudwatch, Sealed = true)]
#else
[Audit(AuditLoggerType.DynamoDb, AuditTableName = "patients-audit", Queries = AuditQueries.Time | AuditQueries.Actor, Sealed = true)]
#endif
public sealed record Patient
{
    [PartitionKey] public required string PatientId { get; init; }
    public required string Name { get; init; }
    public string? Doctor { get; init; }
    [Sensitive(Redaction.Hmac)] public string? Allergies { get; init; }
    [Sensitive(Redaction.Mask)] public string? Phone { get; init; }
    [Sensitive] public string? Home { get; init; }
    [AuditIgnore] public int Visits { get; init; }
    [TimeToLive] public DateTimeOffset? ForgetAfter { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
