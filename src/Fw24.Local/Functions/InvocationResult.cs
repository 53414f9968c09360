namespace Fw24.Local.Functions;

/// <summary>What an invocation led to.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Answer">The function's answer, if it gave one.</param>
/// <param name="Error">What it threw, if it did.</param>
internal sealed record InvocationResult(InvocationEnd Kind, ReadOnlyMemory<byte> Answer = default, Exception? Error = null)
{
    /// <summary>Whether it cannot be tried again soon.</summary>
    public bool IsOutage { get; init; }

    /// <summary>What became of its records or messages, as far as the function said before it ended.</summary>
    public IReadOnlyList<RecordOutcome> Outcomes { get; init; } = [];

    /// <summary>Why it failed as a whole; <see langword="null"/> when it answered.</summary>
    public string? Reason => Kind switch
    {
        InvocationEnd.Answered => null,
        InvocationEnd.Failed => Error is null ? "it threw" : LocalFailure.ReasonOf(Error),
        InvocationEnd.TimedOut => "its time was over and it had not answered",
        InvocationEnd.Throttled => "it was not invoked: a fault of the plan, too many invocations at once",
        _ => "its process died: a fault of the plan",
    };

    /// <summary>Why a record or message of it has to come again.</summary>
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

    /// <summary>Why a record or message was not handled.</summary>
    /// <param name="outcome">What became of it.</param>
    public static string ReasonOf(RecordOutcome outcome)
        => outcome.Exception is { } exception ? LocalFailure.ReasonOf(exception) : outcome.Reason ?? "the function does not say why";
}
