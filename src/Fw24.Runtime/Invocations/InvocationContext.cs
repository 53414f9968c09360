namespace Fw24;

/// <summary>What a host says of an invocation.</summary>
public sealed class InvocationContext
{
    private static readonly AsyncLocal<InvocationContext?> s_current = new();

    /// <summary>
    /// The invocation that a replay is making; <see langword="null"/> outside of one. For a host that calls functions by hand and is not given the
    /// context, such as <c>LocalCloud.InvokeAsync</c>, so that it can tell what became of the records.
    /// </summary>
    public static InvocationContext? Current
    {
        get => s_current.Value;
        internal set => s_current.Value = value;
    }

    /// <summary>The invocation's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>The function's name within the app, such as <c>orders-stream</c>.</summary>
    public required string FunctionName { get; init; }

    /// <summary>When the host ends the invocation. <see cref="DateTimeOffset.MaxValue"/> when it does not.</summary>
    public DateTimeOffset Deadline { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The W3C trace context of the invocation, if it has one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// Receives what became of each record or message of the event, before the function answers: one call for each, one at a time and not
    /// necessarily in their order. <see langword="null"/> where the host needs no more than the answer. What it throws changes neither the answer
    /// nor what becomes of a record; the function logs that it threw.
    /// </summary>
    public Action<RecordOutcome>? OnOutcome { get; init; }
}
