using System.Globalization;
using System.Text;
using System.Text.Json;
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

    /// <summary>The message group, if it was sent with one; it implies order in a FIFO queue only.</summary>
    public string? GroupId { get; init; }

    /// <summary>The deduplication id; <see langword="null"/> in a standard queue.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>The message's position in its queue: 20 digits; <see langword="null"/> in a standard queue.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>The time at which it was sent. A FIFO dead-letter queue counts from the move, a standard one from the first queue (SQS).</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The time at which it was first received; <see langword="null"/> before.</summary>
    public DateTimeOffset? FirstReceivedAt { get; internal set; }

    /// <summary>The number of times it was received.</summary>
    public int ReceiveCount { get; internal set; }

    /// <summary>The ARN of the queue it was moved from; set in a dead-letter queue only.</summary>
    public string? DeadLetterSource { get; init; }

    /// <summary>
    /// The reason why it is still or again in the queue: the function's last report on it, in a dead-letter queue the last one before the move, and in the
    /// parking queue the reason for parking. <see langword="null"/> when nothing was reported.
    /// </summary>
    public string? Reason { get => field ??= Parked()?.Reason; internal set; }

    /// <summary>Indicates whether it is hidden because it was received and not yet deleted.</summary>
    public bool IsInFlight => State is MessageState.InFlight;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Formats the message's identity and reason, without its body.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"message {MessageId}, sent {SentAt:yyyy-MM-dd HH:mm:ss.fff}");
        var source = DeadLetterSource?[(DeadLetterSource.LastIndexOf(':') + 1)..];
        text += Parked() is { } parked ? $", parked by {parked.Function}{(parked.EventId is null ? "" : $" (event {parked.EventId})")}"
            : source is not null ? string.Create(CultureInfo.InvariantCulture, $", dead-lettered by {source}, received {DeadLetteredAfter} times")
            : string.Create(CultureInfo.InvariantCulture, $", received {ReceiveCount} times");
        return $"{text}{(Reason is null ? "" : $": {Reason}")}";
    }

    int IFaultTarget.Faults { get; set; }

    internal MessageState State { get; set; }

    internal Receipt? Receipt { get; set; }

    internal LinkedListNode<LocalMessage>? Place { get; set; }

    internal MessageGroup? Group { get; set; }

    /// <summary>The number of times it had been received when it was moved to a dead-letter queue.</summary>
    internal int DeadLetteredAfter { get; init; }

    /// <summary>Its position in the queue's order.</summary>
    internal long Order { get; init; }

    private ParkedNote? Parked()
    {
        if (!Body.Span.StartsWith("{\"schema\":\"fw24.parked/"u8))
        {
            return null;
        }

        using var body = JsonDocument.Parse(Body);
        return new ParkedNote(Text("function"), Text("reason"), Text("eventId"));

        string? Text(string name) => body.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
    }

    private sealed record ParkedNote(string? Function, string? Reason, string? EventId);
}
