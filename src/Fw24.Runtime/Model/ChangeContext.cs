namespace Fw24;

/// <summary>Where and when a change is handled.</summary>
public sealed class ChangeContext
{
    /// <summary>The invocation the change came with.</summary>
    public required InvocationContext Invocation { get; init; }

    /// <summary>The queue message's id.</summary>
    public required string MessageId { get; init; }

    /// <summary>How often the message has been received, this time included.</summary>
    public required int ReceiveCount { get; init; }
}
