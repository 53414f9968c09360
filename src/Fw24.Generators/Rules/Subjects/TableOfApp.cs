using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>A table and its app.</summary>
/// <param name="Entities">The entities of the table, in ordinal order of their names.</param>
/// <param name="Table">The table.</param>
/// <param name="App">The common settings of the app's functions; <see langword="null"/> in a library, where they are unknown.</param>
internal sealed record TableOfApp(IReadOnlyList<EntitySummary> Entities, TableModel Table, Fw24AppAttribute? App) : TableSubject(Entities)
{
    public bool IsFifo => Table.Stream is { Fifo: true };

    /// <summary>The batching window of the audit queue in seconds; 0 for a FIFO queue, which ignores it.</summary>
    public int AuditWindow => IsFifo ? 0 : Table.Audit?.MaxBatchingWindowSeconds ?? 0;

    /// <summary>The timeout of the audit logger in seconds; <see langword="null"/> if it is the app's, which is unknown.</summary>
    public int? AuditTimeoutSeconds => Table.Audit is { TimeoutSeconds: > 0 and var own } ? own : App?.TimeoutSeconds;
}
