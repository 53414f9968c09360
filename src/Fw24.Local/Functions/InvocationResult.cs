namespace Fw24.Local.Functions;

/// <summary>The result of an invocation.</summary>
/// <param name="Kind">The way in which it ended.</param>
/// <param name="Answer">The function's response, if there was one.</param>
/// <param name="Error">The exception, if the function threw.</param>
internal sealed record InvocationResult(InvocationEnd Kind, ReadOnlyMemory<byte> Answer = default, Exception? Error = null)
{
    /// <summary>Indicates whether it cannot be retried soon.</summary>
    public bool IsOutage { get; init; }

    /// <summary>The outcomes of its records or messages, as far as the function reported them before it ended.</summary>
    public IReadOnlyList<RecordOutcome> Outcomes { get; init; } = [];

    /// <summary>The reason why it failed as a whole; <see langword="null"/> when it returned a response.</summary>
    public string? Reason => Kind switch
    {
        InvocationEnd.Answered => null,
        InvocationEnd.Failed => Error is null ? "it threw an exception" : LocalFailure.ReasonOf(Error),
        InvocationEnd.TimedOut => "it timed out before it responded",
        InvocationEnd.Throttled => "it was not invoked: an injected fault, too many concurrent invocations",
        _ => "its process died: an injected fault",
    };

    /// <summary>The reason why one of its records or messages must be retried.</summary>
    /// <param name="id">The message's id or the record's sequence number.</param>
    public string? ReasonOf(string id)
    {
        foreach (var outcome in Outcomes)
        {
            if (outcome.Id == id && outcome.Result is RecordResult.Failed or RecordResult.Refused)
            {
                return ReasonOf(outcome);
            }
        }

        return Reason;
    }

    /// <summary>The reason why a record or message was not handled.</summary>
    public static string ReasonOf(RecordOutcome outcome)
        => outcome.Exception is { } exception ? LocalFailure.ReasonOf(exception) : outcome.Reason ?? "the function gave no reason";
}
