namespace Fw24.Operations;

/// <summary>The results of all messages of a <see cref="ReplayJournal"/>, each counted once, in however many runs.</summary>
/// <param name="Entries">The messages.</param>
public sealed record ReplaySummary(IReadOnlyList<JournalEntry> Entries)
{
    /// <summary>
    /// The number of messages that are done, but whose deletion is not stored because a process ended at that moment. They are
    /// deleted already, or the
    /// next run that receives them deletes them.
    /// </summary>
    public int NotDeleted => Entries.Count(static entry => entry is { CanBeDeleted: true, IsDeleted: false, Queue: not null });

    /// <summary>
    /// Indicates whether no message is left. A message that was parked again counts as done: the parking queue has another one in
    /// its place.
    /// </summary>
    public bool IsDone => Entries.All(static entry => entry.CanBeDeleted);

    /// <summary>Returns the number of messages with a result.</summary>
    /// <param name="result">The result.</param>
    public int Count(FailureResult result) => Entries.Count(entry => entry.Result == result);
}
