namespace Fw24.Audit;

/// <summary>What became of one restore of several.</summary>
/// <typeparam name="T">The entity.</typeparam>
public sealed class RestoreOutcome<T>
    where T : class
{
    internal RestoreOutcome(ItemRestore<T> restore, string? reason)
    {
        (Restore, Reason) = (restore, reason);
        Records = reason is null
            ? restore.Records
            : [.. restore.Records.Select(undo => undo.Result is UndoResult.Undone ? new(undo.Record, UndoResult.Refused, reason) : undo)];
    }

    /// <summary>The restore.</summary>
    public ItemRestore<T> Restore { get; }

    /// <summary>Indicates whether the item is now as planned; if not, nothing was written.</summary>
    public bool IsDone => Reason is null;

    /// <summary>
    /// The reason that nothing was written; <see langword="null"/> if the item is as planned. It contains no item values.
    /// </summary>
    public string? Reason { get; }

    /// <summary>What became of each change that was to be undone, the newest first; empty for the restore of a time.</summary>
    public IReadOnlyList<RecordUndo> Records { get; }
}
