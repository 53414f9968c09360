using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fw24.Messages;

namespace Fw24.Benchmarks;

/// <summary>The measured event of a queue: the stream function's messages in raw delivery, as Lambda passes them on.</summary>
internal static class QueuePayload
{
    /// <summary>Turns a stream event into the event of a queue that is subscribed to the topic.</summary>
    /// <param name="streamEvent">The stream event.</param>
    /// <returns>The queue event in UTF-8.</returns>
    public static byte[] Create(byte[] streamEvent)
    {
        var topic = Publish(streamEvent);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("Records");
        for (var i = 0; i < topic.Messages.Count; i++)
        {
            WriteMessage(json, i, topic.Messages[i]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Returns the bodies of the stream function's messages.</summary>
    /// <param name="streamEvent">The stream event.</param>
    public static IEnumerable<byte[]> MessagesOf(byte[] streamEvent)
        => Publish(streamEvent).Messages.Select(static message => message.Body);

    private static Topic Publish(byte[] streamEvent)
    {
        var topic = new Topic();
        ShipmentStream.Processor(ShipmentStream.Table(fifo: true), topic)
            .HandleAsync(streamEvent, ShipmentStream.Context, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return topic;
    }

    private static void WriteMessage(Utf8JsonWriter json, int i, (byte[] Body, byte[] GroupId) message)
    {
        json.WriteStartObject();
        json.WriteString("messageId", string.Create(CultureInfo.InvariantCulture, $"059f36b4-87a3-44ab-83d2-{i:x12}"));
        json.WriteString("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a");
        json.WriteString("body", message.Body);
        json.WriteStartObject("attributes");
        json.WriteString("ApproximateReceiveCount", "1");
        json.WriteString("SentTimestamp", "1795341900000");
        json.WriteString("MessageGroupId", message.GroupId);
        json.WriteString("ApproximateFirstReceiveTimestamp", "1795341900000");
        json.WriteEndObject();
        json.WriteStartObject("messageAttributes");
        json.WriteEndObject();
        json.WriteString("eventSource", "aws:sqs");
        json.WriteString("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:shipments-audit.fifo");
        json.WriteString("awsRegion", "eu-central-1");
        json.WriteEndObject();
    }

    private sealed class Topic : IChangePublisher
    {
        public List<(byte[] Body, byte[] GroupId)> Messages { get; } = [];

        public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        {
            foreach (var message in messages)
            {
                Messages.Add((message.Body.ToArray(), message.GroupId.ToArray()));
            }

            return new([]);
        }
    }
}
