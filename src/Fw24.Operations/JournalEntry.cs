namespace Fw24.Operations;

/// <summary>The latest result of a message in a <see cref="ReplayJournal"/>.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Queue">The queue's name; <see langword="null"/> for records that were replayed without a message.</param>
/// <param name="Result">The result.</param>
/// <param name="Reason">The reason why it was not handled, or was dropped; <see langword="null"/> if there is none.</param>
/// <param name="At">The time of the result.</param>
/// <param name="IsDeleted">Indicates whether the message was deleted.</param>
public sealed record JournalEntry(
    string MessageId, string? Queue, FailureResult Result, string? Reason, DateTimeOffset At, bool IsDeleted)
{
    /// <summary>Indicates whether the message can be deleted because nothing depends on it any more.</summary>
    public bool CanBeDeleted => Result is FailureResult.Handled or FailureResult.Skipped or FailureResult.Parked or FailureResult.Dropped;
}
