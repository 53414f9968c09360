using Fw24;

namespace Template.App_1;

/// <summary>An item of the table <c>entity-table</c>.</summary>
[DynamoTable("entity-table")]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.Cloudwatch)]
public sealed record Entity1
{
    [PartitionKey] public required string Id { get; init; }

    [AuditActor] public string? UpdatedBy { get; init; }

    [Version] public long Version { get; init; }
}
