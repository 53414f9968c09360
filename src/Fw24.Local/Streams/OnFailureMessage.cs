using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fw24.Local.Streams;

/// <summary>
/// Writes what Lambda sends to an on-failure destination: it identifies the records given up. A bucket receives their content as
/// well, as text.
/// </summary>
internal static class OnFailureMessage
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(
        RecordBatch batch,
        string condition,
        bool hasError,
        string shardId,
        string streamArn,
        StreamMappingContext context,
        ReadOnlyMemory<byte>? payload = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, s_options);
        json.WriteStartObject();
        json.WriteStartObject("requestContext"u8);
        json.WriteString("requestId"u8, context.Function.NextRequestId());
        json.WriteString("functionArn"u8, context.FunctionArn);
        json.WriteString("condition"u8, condition);
        json.WriteNumber("approximateInvokeCount"u8, batch.Invocations);
        json.WriteEndObject();
        json.WriteStartObject("responseContext"u8);
        json.WriteNumber("statusCode"u8, 200);
        json.WriteString("executedVersion"u8, "$LATEST"u8);
        if (hasError)
        {
            json.WriteString("functionError"u8, "Unhandled"u8);
        }

        json.WriteEndObject();
        json.WriteString("version"u8, "1.0"u8);
        json.WriteString("timestamp"u8, Text(context.Loop.Now, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        json.WriteStartObject("DDBStreamBatchInfo"u8);
        json.WriteString("shardId"u8, shardId);
        json.WriteString("startSequenceNumber"u8, batch.First.SequenceNumber);
        json.WriteString("endSequenceNumber"u8, batch.Last.SequenceNumber);
        json.WriteString("approximateArrivalOfFirstRecord"u8, Text(batch.First.CreatedAt, "yyyy-MM-ddTHH:mm:ssZ"));
        json.WriteString("approximateArrivalOfLastRecord"u8, Text(batch.Last.CreatedAt, "yyyy-MM-ddTHH:mm:ssZ"));
        json.WriteNumber("batchSize"u8, batch.Count);
        json.WriteString("streamArn"u8, streamArn);
        json.WriteEndObject();
        if (payload is { } content)
        {
            json.WriteString("payload"u8, content.Span);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static string Text(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
