namespace Fw24.Clinic.Tests.Clinic;

/// <summary>FIFO topic, a version, an index, deletes that say who and why, and the audit among the items.</summary>
[DynamoTable("appointments")]
[StreamEnabled(Fifo = true)]
#if SWAPPED
[Audit(AuditLoggerType.Cloudwatch)]
#else
[Audit(AuditLoggerType.DynamoDb)]
#endif
[GlobalIndex("by-doctor", PartitionKey = nameof(Doctor), SortKey = nameof(Day))]
public sealed record Appointment
{
    [PartitionKey] public required string Clinic { get; init; }
    [SortKey] public required string AppointmentId { get; init; }
    public required string PatientId { get; init; }
    public required string Doctor { get; init; }
    public required DateOnly Day { get; init; }
    public string? Room { get; init; }
    public AppointmentStatus Status { get; init; }
    [Version] public long Version { get; init; }
    [AuditActor(StampDeletes = true)] public string? ChangedBy { get; init; }
}
