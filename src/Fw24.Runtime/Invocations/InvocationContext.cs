namespace Fw24;

/// <summary>The host's information about an invocation.</summary>
public sealed class InvocationContext
{
    private static readonly AsyncLocal<InvocationContext?> s_current = new();

    /// <summary>
    /// The invocation that a replay is making; <see langword="null"/> outside a replay. A host that calls functions by hand and receives no
    /// context, such as <c>LocalCloud.InvokeAsync</c>, uses it to report the outcome of each record.
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

    /// <summary>
    /// The function's name in AWS, such as <c>orders-stream-dev</c>; <see langword="null"/> if the process does not run on Lambda.
    /// </summary>
    internal string? DeployedName { get; init; }

    /// <summary>The time at which the host ends the invocation; <see cref="DateTimeOffset.MaxValue"/> if it never does.</summary>
    public DateTimeOffset Deadline { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>
    /// Indicates whether <see cref="IdempotentAttribute"/> handlers handle a change again that is recorded as handled, as a replay may ask
    /// them to.
    /// </summary>
    public bool HandlesAgain { get; init; }

    /// <summary>The W3C trace context of the invocation, if it has one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// Receives the outcome of each record or message of the event before the function answers: one call for each, one at a time, not
    /// necessarily in order. <see langword="null"/> if the host needs only the answer. An exception thrown from it is logged and changes neither
    /// the answer nor the outcome of a record.
    /// </summary>
    public Action<RecordOutcome>? OnOutcome { get; init; }
}
