namespace Fw24.Generators.Tests.Interop;

/// <summary>Shares its table with <see cref="ParcelNote"/> and with the audit records.</summary>
[DynamoTable("parcels"), Audit(AuditLoggerType.DynamoDb)]
public sealed record Parcel([property: PartitionKey] string Id, [property: SortKey] string Part)
{
    public int Weight { get; init; }

    [AuditActor]
    public string? By { get; init; }
}

[DynamoTable("parcels")]
public sealed record ParcelNote([property: PartitionKey] string Id, [property: SortKey] string Part, string Text);
