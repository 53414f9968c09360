using System.Buffers;
using System.Text.Json;

namespace Fw24.Local.Tables;

/// <summary>Writes stream records as Lambda passes them to a function.</summary>
internal static class StreamRecordWriter
{
    /// <summary>Writes a record in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(in StreamChange change, StreamViewType viewType)
    {
        var buffer = new ArrayBufferWriter<byte>(change.OldImage.Length + change.NewImage.Length + change.Keys.Length + 768);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("eventID"u8, change.EventId);
        json.WriteString("eventName"u8, change.OldImage.IsEmpty ? "INSERT"u8 : change.NewImage.IsEmpty ? "REMOVE"u8 : "MODIFY"u8);
        json.WriteString("eventVersion"u8, "1.1"u8);
        json.WriteString("eventSource"u8, "aws:dynamodb"u8);
        json.WriteString("awsRegion"u8, change.Region);
        json.WriteStartObject("dynamodb"u8);
        json.WriteNumber("ApproximateCreationDateTime"u8, change.CreatedAt.ToUnixTimeSeconds());
        Raw(json, "Keys"u8, change.Keys);
        if (viewType is StreamViewType.NewAndOldImages or StreamViewType.NewImage)
        {
            Raw(json, "NewImage"u8, change.NewImage);
        }

        if (viewType is StreamViewType.NewAndOldImages or StreamViewType.OldImage)
        {
            Raw(json, "OldImage"u8, change.OldImage);
        }

        json.WriteString("SequenceNumber"u8, change.SequenceNumber);
        json.WriteNumber("SizeBytes"u8, change.SizeBytes);
        json.WriteString("StreamViewType"u8, Name(viewType));
        json.WriteEndObject();
        if (change.IsExpiry)
        {
            json.WriteStartObject("userIdentity"u8);
            json.WriteString("type"u8, "Service"u8);
            json.WriteString("principalId"u8, "dynamodb.amazonaws.com"u8);
            json.WriteEndObject();
        }

        json.WriteString("eventSourceARN"u8, change.StreamArn);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Raw(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> image)
    {
        if (!image.IsEmpty)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(image.Span, skipInputValidation: true);
        }
    }

    private static ReadOnlySpan<byte> Name(StreamViewType viewType) => viewType switch
    {
        StreamViewType.NewAndOldImages => "NEW_AND_OLD_IMAGES"u8,
        StreamViewType.NewImage => "NEW_IMAGE"u8,
        StreamViewType.OldImage => "OLD_IMAGE"u8,
        _ => "KEYS_ONLY"u8,
    };
}
