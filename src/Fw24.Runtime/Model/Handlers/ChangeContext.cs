namespace Fw24;

/// <summary>The context in which a change is handled.</summary>
public sealed class ChangeContext
{
    /// <summary>The invocation that delivered the change.</summary>
    public required InvocationContext Invocation { get; init; }

    /// <summary>The queue message's id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The number of times the message has been received, including this one.</summary>
    public required int ReceiveCount { get; init; }
}
