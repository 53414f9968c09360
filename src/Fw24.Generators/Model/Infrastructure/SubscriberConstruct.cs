namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A function that reads a queue subscribed to a topic.</summary>
internal sealed record SubscriberConstruct
{
    /// <summary>Its property in the table's construct, which is also its construct id.</summary>
    public required string Member { get; init; }

    public required FunctionNames Function { get; init; }

    public required FunctionSettings Settings { get; init; }

    public required string Queue { get; init; }

    public required string DeadLetterQueue { get; init; }

    public required bool Fifo { get; init; }

    /// <summary>The filter policy on message attributes; empty to receive every change.</summary>
    public required EquatableArray<FilterCondition> Filter { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>The batching window; 0 without one, as for a FIFO queue.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>The time for which a received message is hidden, if it is stated.</summary>
    public required int? VisibilityTimeoutSeconds { get; init; }

    /// <summary>The time for which it is hidden otherwise, unless the stack changes the timeout or the window.</summary>
    public required int DerivedVisibilitySeconds { get; init; }

    public required int RetentionDays { get; init; }

    /// <summary>The time before a message can be received for the first time.</summary>
    public required int DelaySeconds { get; init; }

    public required int MaxReceiveCount { get; init; }

    /// <summary>The maximum number of concurrent invocations; 0 without one.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>The tables that the handler's constructor asks for, in ordinal order.</summary>
    public required EquatableArray<string> Tables { get; init; }

    /// <summary>Indicates whether it records the changes that it has handled.</summary>
    public required bool IsIdempotent { get; init; }

    /// <summary>Indicates whether it delays messages that failed.</summary>
    public required bool DelaysRetries { get; init; }

    /// <summary>The store of an audit logger's records; <see langword="null"/> for a handler.</summary>
    public required AuditDestination? Audit { get; init; }

    /// <summary>Indicates whether it is an audit logger whose records are sealed.</summary>
    public required bool IsSealed { get; init; }

    /// <summary>Indicates whether it is the audit logger that stores its records in a table.</summary>
    public bool StoresIn(TableConstruct table) => Audit is { Kind: AuditDestinationKind.EntityTable } audit && audit.Name == table.Name;

    /// <summary>Indicates whether a gap in the audit trail means a loss: the sink detects gaps, and changes arrive in order.</summary>
    public bool TellsGaps => Fifo && Audit is { Kind: AuditDestinationKind.AuditTable or AuditDestinationKind.EntityTable };
}
