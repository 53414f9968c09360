namespace Fw24.Operations;

/// <summary>A queue in which an app keeps what its functions gave up on.</summary>
/// <param name="Name">The queue's name in SQS.</param>
/// <param name="Kind">The kind of queue.</param>
/// <param name="Function">
/// The function whose messages they are, by its name in the app; <see langword="null"/> for the parking queue, whose messages
/// name it.
/// </param>
public sealed record FailureQueue(string Name, FailureQueueKind Kind, string? Function)
{
    /// <summary>
    /// The name of the queue that the messages come from, to which a redrive returns them; <see langword="null"/> unless it is a
    /// dead-letter queue.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>Indicates whether the queue is FIFO: a message that is received hides the later ones of its group.</summary>
    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);
}
