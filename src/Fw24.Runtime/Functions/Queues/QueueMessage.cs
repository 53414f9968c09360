using Fw24.Json;

namespace Fw24.Functions.Queues;

/// <summary>An SQS message as Lambda delivers it.</summary>
internal readonly struct QueueMessage
{
    /// <summary>The message's id, as used in a partial batch response.</summary>
    public required string MessageId { get; init; }

    /// <summary>The body, unescaped, in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The whole message as received.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The FIFO message group; <see langword="null"/> for a standard queue, even if its messages have one (fair queues).</summary>
    public string? GroupId { get; init; }

    /// <summary>The number of times that the message has been received, including this one.</summary>
    public int ReceiveCount { get; init; }

    /// <summary>The error in the message's frame; <see langword="null"/> when it could be read.</summary>
    public string? Fault { get; init; }

    /// <summary>
    /// The queue's name; <see langword="null"/> if the event does not state it. Read from the message each time, since only traces need it.
    /// </summary>
    internal string? QueueName => TextOf("eventSourceARN"u8)?.Split(':')[^1];

    /// <summary>
    /// The handle of this receive; <see langword="null"/> if the event does not state it. Read from the message each time.
    /// </summary>
    internal string? ReceiptHandle => TextOf("receiptHandle"u8) is { Length: > 0 } handle ? handle : null;

    /// <summary>The part of the message to park: its body, or the whole message when its frame is broken.</summary>
    internal ReadOnlyMemory<byte> Content => Fault is null ? Body : Json;

    private string? TextOf(ReadOnlySpan<byte> member)
    {
        var json = new JsonCursor(Json.Span);
        if (Json.IsEmpty || !json.TryEnterObject())
        {
            return null;
        }

        while (json.TryNextMember(out var name))
        {
            if (name.Is(member))
            {
                return json.TryReadString(out var text) ? text.ToString() : null;
            }

            json.TrySkipValue();
        }

        return null;
    }
}
