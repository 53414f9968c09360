namespace Fw24.Generators.Model.Entities;

/// <summary>Specifies the roles of a property in its table and audit trail, according to its attributes.</summary>
[Flags]
internal enum PropertyRoles
{
    None = 0,
    PartitionKey = 1,
    SortKey = 2,

    /// <summary>Part of the key of a global secondary index.</summary>
    IndexKey = 4,

    TimeToLive = 8,
    Version = 16,
    AuditActor = 32,
    AuditIgnored = 64,
    WriteRegion = 128,
    TraceParent = 256,

    /// <summary>Holds the actor of deletes, too.</summary>
    DeleteStamp = 512,

    AnyKey = PartitionKey | SortKey | IndexKey,
    TableKey = PartitionKey | SortKey,
}
