namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A function behind a queue on a topic.</summary>
internal sealed record SubscriberConstruct
{
    /// <summary>Its property in the table's construct, and its construct id.</summary>
    public required string Member { get; init; }

    public required FunctionNames Function { get; init; }

    public required string Queue { get; init; }

    public required string DeadLetterQueue { get; init; }

    public required bool Fifo { get; init; }

    /// <summary>The filter policy on message attributes; empty when every change is wanted.</summary>
    public required EquatableArray<FilterCondition> Filter { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>0 where there is none, as for a FIFO queue.</summary>
    public required int WindowSeconds { get; init; }

    public required int VisibilityTimeoutSeconds { get; init; }

    public required int RetentionDays { get; init; }

    public required int MaxReceiveCount { get; init; }

    /// <summary>The tables that the handler's constructor asks for, in ordinal order.</summary>
    public required EquatableArray<string> Tables { get; init; }

    /// <summary>Where an audit logger stores its records; <see langword="null"/> for a handler.</summary>
    public required AuditDestination? Audit { get; init; }

    /// <summary>Whether it is the audit logger whose records are among a table's items.</summary>
    public bool StoresIn(TableConstruct table) => Audit is { Kind: AuditDestinationKind.EntityTable } audit && audit.Name == table.Name;

    /// <summary>Whether a gap in the audit's trail is a loss: its sink notices gaps, and changes come in order.</summary>
    public bool TellsGaps => Fifo && Audit is { Kind: AuditDestinationKind.AuditTable or AuditDestinationKind.EntityTable };
}
