namespace Fw24;

/// <summary>What became of one record or message of an invocation.</summary>
/// <param name="Id">The name that a partial batch response gives it: a sequence number, or a message's id. Empty for a record that has none.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Reason">Why it was not handled, without values of items; <see langword="null"/> when it was handled.</param>
public sealed record RecordOutcome(string Id, RecordResult Result, string? Reason = null)
{
    /// <summary>The change's event id, as far as it could be read.</summary>
    public string? EventId { get; init; }

    /// <summary>What the handler threw. Its message may hold values of items.</summary>
    public Exception? Exception { get; init; }
}
