namespace Fw24.Clinic.Tests.Clinic;

/// <summary>Its audit goes to the console.</summary>
[DynamoTable("settings")]
[Audit(AuditLoggerType.Console)]
public sealed record Setting
{
    [PartitionKey] public required string Name { get; init; }
    public string? Value { get; init; }
    [AuditActor] public string? ChangedBy { get; init; }
}
