namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A kind of store for audit records.</summary>
internal enum AuditDestinationKind
{
    /// <summary>The function's own log.</summary>
    Console,

    /// <summary>A log group.</summary>
    LogGroup,

    /// <summary>A table that holds only audit records.</summary>
    AuditTable,

    /// <summary>A table of entities, under separate partition keys.</summary>
    EntityTable,
}
