using System.Text;
using Fw24.Local.Faults;
using Fw24.Local.Topics;

namespace Fw24.Local.Queues;

/// <summary>A message of a queue.</summary>
public sealed class LocalMessage : IFaultTarget
{
    /// <summary>The message's id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The body in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The message attributes.</summary>
    public required IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; }

    /// <summary>The message group; <see langword="null"/> in a standard queue.</summary>
    public string? GroupId { get; init; }

    /// <summary>The deduplication id; <see langword="null"/> in a standard queue.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>The message's place in its queue: 20 digits; <see langword="null"/> in a standard queue.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>When it was sent. A FIFO dead-letter queue counts from the move, a standard one from the first queue (SQS).</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When it was first received; <see langword="null"/> before.</summary>
    public DateTimeOffset? FirstReceivedAt { get; internal set; }

    /// <summary>How often it was received.</summary>
    public int ReceiveCount { get; internal set; }

    /// <summary>The ARN of the queue it was moved from, in a dead-letter queue.</summary>
    public string? DeadLetterSource { get; init; }

    /// <summary>Whether it is hidden because it was received and not yet deleted.</summary>
    public bool IsInFlight => State is MessageState.InFlight;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    int IFaultTarget.Faults { get; set; }

    internal MessageState State { get; set; }

    internal Receipt? Receipt { get; set; }

    internal LinkedListNode<LocalMessage>? Place { get; set; }

    internal MessageGroup? Group { get; set; }

    /// <summary>Its place in the queue's order.</summary>
    internal long Order { get; init; }
}
