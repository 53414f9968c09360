using System.Text.Unicode;
using Fw24.Changes.Reading;

namespace Fw24.Functions.Queues;

/// <summary>Reads an SQS event.</summary>
internal static class QueueBatch
{
    // The largest batch of an event source mapping (Lambda API reference, CreateEventSourceMapping, BatchSize).
    private const int MaxMessages = 10_000;

    /// <summary>Reads the messages of an event, including those with a broken frame, which have a fault.</summary>
    /// <remarks>Memory: the messages, and one buffer of the payload's size for the bodies.</remarks>
    /// <param name="payload">The event in UTF-8.</param>
    /// <returns>The messages in the order received.</returns>
    /// <exception cref="ItemFormatException">The event is not an SQS event, or breaks off before a message's id could be read.</exception>
    public static IReadOnlyList<QueueMessage> Read(ReadOnlyMemory<byte> payload) => Read(payload, default);

    /// <summary>Reads the messages of an event into memory that the caller reclaims afterwards.</summary>
    /// <param name="payload">The event in UTF-8.</param>
    /// <param name="bodies">Memory for the bodies; the payload's size always suffices.</param>
    /// <returns>The messages in the order received.</returns>
    /// <exception cref="ItemFormatException">The event is not an SQS event, or breaks off before a message's id could be read.</exception>
    internal static IReadOnlyList<QueueMessage> Read(ReadOnlyMemory<byte> payload, Memory<byte> bodies)
    {
        var frame = new EventFrame(payload.Span, "Queue event");
        var reader = new QueueMessageReader(payload, Utf8.IsValid(payload.Span), bodies);
        var messages = new List<QueueMessage>(10);
        while (frame.TryNextRecord())
        {
            if (frame.Index == MaxMessages)
            {
                throw new ItemFormatException("Queue event", "Records", "at most 10,000 messages", "more");
            }

            messages.Add(reader.Read(ref frame.Json, frame.Index));
        }

        // A message without an id cannot be reported as failed: only an exception keeps it in its queue.
        return frame.Fault is null
            ? messages
            : throw new ItemFormatException("Queue event", $"Records[{messages.Count}]", frame.Json.Expected!, frame.Json.Found);
    }
}
