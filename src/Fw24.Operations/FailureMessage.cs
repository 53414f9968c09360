namespace Fw24.Operations;

/// <summary>A message that was received from a <see cref="FailureQueue"/>, and is hidden there for a while.</summary>
public sealed class FailureMessage
{
    /// <summary>The message's id, which it keeps when it is received again.</summary>
    public required string MessageId { get; init; }

    /// <summary>The queue.</summary>
    public required FailureQueue Queue { get; init; }

    /// <summary>The body in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The handle of this receipt, by which the queue hides and deletes the message.</summary>
    public required string ReceiptHandle { get; init; }

    /// <summary>
    /// The time at which it was sent. A standard dead-letter queue keeps that of the first queue, a FIFO one does not.
    /// </summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The number of times that it was received from this queue, this time included.</summary>
    public int ReceiveCount { get; init; } = 1;

    /// <summary>The sender, as SQS states it; <see langword="null"/> if it is not known.</summary>
    public string? SenderId { get; init; }

    /// <summary>The message group in a FIFO queue; <see langword="null"/> in any other.</summary>
    public string? GroupId { get; init; }

    /// <summary>The message's content, for people; it is read when it is first asked for.</summary>
    public FailureContent Content => field ??= FailureContent.Read(this);

    /// <summary>Returns what is needed to release the message.</summary>
    internal FailureMessage WithoutBody() => new()
    {
        MessageId = MessageId, Queue = Queue, Body = default, ReceiptHandle = ReceiptHandle, SentAt = SentAt,
    };
}
