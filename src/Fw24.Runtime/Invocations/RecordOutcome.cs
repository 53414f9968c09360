namespace Fw24;

/// <summary>The outcome of one record or message of an invocation.</summary>
/// <param name="Id">The identifier in a partial batch response: a sequence number, or a message's id. Empty for a record that has neither.</param>
/// <param name="Result">The result.</param>
/// <param name="Reason">The reason why it was not handled, without values of items; <see langword="null"/> if it was handled.</param>
public sealed record RecordOutcome(string Id, RecordResult Result, string? Reason = null)
{
    /// <summary>The change's event id, if it could be read.</summary>
    public string? EventId { get; init; }

    /// <summary>The exception that the handler threw. Its message may contain values of items.</summary>
    public Exception? Exception { get; init; }
}
