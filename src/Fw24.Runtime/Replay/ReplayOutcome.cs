namespace Fw24.Replay;

/// <summary>What became of a replay.</summary>
/// <param name="Outcomes">What became of each record or message, in their order. About 200 bytes each.</param>
public sealed record ReplayOutcome(IReadOnlyList<RecordOutcome> Outcomes)
{
    /// <summary>How many records or messages were handed to the function, or refused.</summary>
    public int Records => Outcomes.Count;

    /// <summary>Those that failed: sequence numbers of a stream's records, ids of a queue's messages.</summary>
    public IReadOnlyList<string> Failed => [.. Outcomes.Where(static outcome => outcome.Result is RecordResult.Failed).Select(static outcome => outcome.Id)];

    /// <summary>
    /// Whether everything was handled, or is something the function has nothing to do for, such as an audit record in the audited table.
    /// What failed, was refused or was parked again is no success, nor is a range in which the stream has no record.
    /// </summary>
    public bool Succeeded => Outcomes.Count > 0 && Outcomes.All(static outcome => outcome.Result is RecordResult.Handled or RecordResult.Skipped);

    /// <summary>
    /// Whether the message that was replayed can be deleted, because nothing is kept by it alone: everything succeeded, or is in the parking
    /// queue, as a message of its own with the reason of this time.
    /// </summary>
    public bool CanBeDeleted => Outcomes.Count > 0 && Outcomes.All(static outcome => outcome.Result is RecordResult.Handled or RecordResult.Skipped or RecordResult.Parked);

    /// <summary>Why the first record was not handled that was not, without values of items; <see langword="null"/> when the replay succeeded.</summary>
    public string? FirstReason => Outcomes.FirstOrDefault(static outcome => outcome.Result is not (RecordResult.Handled or RecordResult.Skipped))?.Reason;
}
