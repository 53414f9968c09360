namespace Fw24.Replay;

/// <summary>The outcome of a replay.</summary>
/// <param name="Outcomes">The outcome of each record or message, in order. About 200 bytes each.</param>
public sealed record ReplayOutcome(IReadOnlyList<RecordOutcome> Outcomes)
{
    /// <summary>The number of records or messages that were passed to the function, or refused.</summary>
    public int Records => Outcomes.Count;

    /// <summary>The failed ones: sequence numbers of a stream's records, ids of a queue's messages.</summary>
    public IReadOnlyList<string> Failed => [.. Outcomes.Where(static outcome => outcome.Result is RecordResult.Failed).Select(static outcome => outcome.Id)];

    /// <summary>
    /// Indicates whether every record was handled, or skipped because the function has nothing to do, as for an audit record in the audited table.
    /// Records that failed, were refused or were parked again count as failures, and so does a range in which the stream has no record.
    /// </summary>
    public bool Succeeded => Outcomes.Count > 0 && Outcomes.All(static outcome => outcome.Result is RecordResult.Handled or RecordResult.Skipped);

    /// <summary>
    /// Indicates whether the replayed message can be deleted because nothing depends on it: everything succeeded, or is in the parking
    /// queue again, as a new message with the current reason.
    /// </summary>
    public bool CanBeDeleted => Outcomes.Count > 0 && Outcomes.All(static outcome => outcome.Result is RecordResult.Handled or RecordResult.Skipped or RecordResult.Parked);

    /// <summary>The reason that the first unhandled record was not handled, without item values; <see langword="null"/> when the replay succeeded.</summary>
    public string? FirstReason => Outcomes.FirstOrDefault(static outcome => outcome.Result is not (RecordResult.Handled or RecordResult.Skipped))?.Reason;
}
