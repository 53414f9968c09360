namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A kind of store for audit records.</summary>
internal enum AuditDestinationKind
{
    /// <summary>The function's own log.</summary>
    Console,

    /// <summary>A log group.</summary>
    LogGroup,

    /// <summary>A table that holds nothing else.</summary>
    AuditTable,

    /// <summary>A table of entities: the records lie apart, under partition keys of their own.</summary>
    EntityTable,
}
