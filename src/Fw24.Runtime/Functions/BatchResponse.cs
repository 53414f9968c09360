using System.Buffers;
using System.Text.Json;

namespace Fw24.Functions;

/// <summary>Writes partial batch responses for queues and streams: <c>{"batchItemFailures":[{"itemIdentifier":"…"}]}</c>.</summary>
/// <remarks>Lambda treats a null, an empty response and an unknown member as success of the whole batch, so exactly this response is always written.</remarks>
internal static class BatchResponse
{
    private static readonly byte[] s_success = "{\"batchItemFailures\":[]}"u8.ToArray();

    /// <summary>The response when everything succeeded.</summary>
    public static ReadOnlyMemory<byte> Success => s_success;

    /// <summary>Writes the response for a queue's batch.</summary>
    /// <param name="messageIds">The ids of the failed messages.</param>
    /// <returns>The response in UTF-8.</returns>
    public static ReadOnlyMemory<byte> Write(List<string> messageIds)
    {
        if (messageIds.Count == 0)
        {
            return s_success;
        }

        var buffer = new ArrayBufferWriter<byte>(32 + (messageIds.Count * 64));
        using var json = Begin(buffer);
        foreach (var id in messageIds)
        {
            json.WriteStartObject();
            json.WriteString("itemIdentifier"u8, id);
            json.WriteEndObject();
        }

        return End(json, buffer);
    }

    /// <summary>Writes the response for a stream's batch.</summary>
    /// <param name="sequenceNumbers">The sequence numbers of the failed records, in UTF-8.</param>
    /// <returns>The response in UTF-8.</returns>
    public static ReadOnlyMemory<byte> Write(List<ReadOnlyMemory<byte>> sequenceNumbers)
    {
        if (sequenceNumbers.Count == 0)
        {
            return s_success;
        }

        var buffer = new ArrayBufferWriter<byte>(32 + (sequenceNumbers.Count * 64));
        using var json = Begin(buffer);
        foreach (var number in sequenceNumbers)
        {
            json.WriteStartObject();
            json.WriteString("itemIdentifier"u8, number.Span);
            json.WriteEndObject();
        }

        return End(json, buffer);
    }

    private static Utf8JsonWriter Begin(ArrayBufferWriter<byte> buffer)
    {
        var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("batchItemFailures"u8);
        return json;
    }

    private static ReadOnlyMemory<byte> End(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
