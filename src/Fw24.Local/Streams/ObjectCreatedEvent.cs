using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Fw24.Local.Streams;

/// <summary>
/// Writes the event with which EventBridge names an object of S3 in a queue ("Amazon S3 event notifications using EventBridge").
/// </summary>
internal static class ObjectCreatedEvent
{
    /// <summary>Writes an event in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(string id, DateTimeOffset time, string bucket, string key, int size)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("version"u8, "0"u8);
        json.WriteString("id"u8, id);
        json.WriteString("detail-type"u8, "Object Created"u8);
        json.WriteString("source"u8, "aws.s3"u8);
        json.WriteString("time"u8, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteStartArray("resources"u8);
        json.WriteStringValue($"arn:aws:s3:::{bucket}");
        json.WriteEndArray();
        json.WriteStartObject("detail"u8);
        json.WriteString("version"u8, "0"u8);
        json.WriteStartObject("bucket"u8);
        json.WriteString("name"u8, bucket);
        json.WriteEndObject();
        json.WriteStartObject("object"u8);
        json.WriteString("key"u8, key);
        json.WriteNumber("size"u8, size);
        json.WriteEndObject();
        json.WriteString("reason"u8, "PutObject"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
