namespace Fw24.Generators.Model;

/// <summary>What a property is to its table and audit trail, as its attributes say.</summary>
[Flags]
internal enum PropertyRoles
{
    None = 0,
    PartitionKey = 1,
    SortKey = 2,

    /// <summary>Part of a global secondary index's key.</summary>
    IndexKey = 4,

    TimeToLive = 8,
    Version = 16,
    AuditActor = 32,
    AuditIgnored = 64,

    AnyKey = PartitionKey | SortKey | IndexKey,
    TableKey = PartitionKey | SortKey,
}
