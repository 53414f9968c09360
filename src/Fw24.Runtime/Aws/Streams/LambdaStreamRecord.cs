using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Fw24.Json;

namespace Fw24.Aws.Streams;

/// <summary>Converts a record of GetRecords into the record that Lambda passes to functions.</summary>
/// <remarks>
/// There are few differences: Lambda adds <c>eventSourceARN</c>, the members of <c>userIdentity</c> begin with lower case letters, and
/// <c>ApproximateCreationDateTime</c> is in whole seconds, where the API's JSON 1.0 may have a fraction. The rest is copied byte for byte.
/// </remarks>
internal static class LambdaStreamRecord
{
    /// <summary>Converts the record whose opening brace was just read.</summary>
    /// <param name="json">The reader; it ends on the record's closing brace.</param>
    /// <param name="source">The input of the reader.</param>
    /// <param name="streamArn">The stream.</param>
    /// <param name="sequenceNumber">The record's sequence number.</param>
    /// <returns>The record in UTF-8.</returns>
    public static ReadOnlyMemory<byte> Convert(ref Utf8JsonReader json, ReadOnlySpan<byte> source, string streamArn, out string? sequenceNumber)
    {
        sequenceNumber = null;
        var record = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(record);
        writer.WriteStartObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("dynamodb"u8))
            {
                writer.WritePropertyName("dynamodb"u8);
                json.Read();
                WriteData(writer, ref json, source, out sequenceNumber);
            }
            else if (json.ValueTextEquals("userIdentity"u8))
            {
                writer.WritePropertyName("userIdentity"u8);
                json.Read();
                WriteIdentity(writer, ref json);
            }
            else
            {
                writer.WritePropertyName(json.GetString()!);
                json.Read();
                writer.WriteRawValue(TakeValue(ref json, source), skipInputValidation: true);
            }
        }

        writer.WriteString("eventSourceARN"u8, streamArn);
        writer.WriteEndObject();
        writer.Flush();
        return record.WrittenMemory;
    }

    private static void WriteData(Utf8JsonWriter writer, ref Utf8JsonReader json, ReadOnlySpan<byte> source, out string? sequenceNumber)
    {
        sequenceNumber = null;
        var copied = (int)json.TokenStartIndex;
        var data = new ArrayBufferWriter<byte>(1024);
        while (json.NextMember())
        {
            if (json.ValueTextEquals("SequenceNumber"u8))
            {
                sequenceNumber = json.ReadText();
            }
            else if (json.ValueTextEquals("ApproximateCreationDateTime"u8))
            {
                json.Read();
                if (!json.TryGetInt64(out _))
                {
                    data.Write(source[copied..(int)json.TokenStartIndex]);
                    data.Write(WholeSeconds(json.ValueSpan));
                    copied = (int)json.BytesConsumed;
                }
            }
            else
            {
                json.SkipMember();
            }
        }

        data.Write(source[copied..(int)json.BytesConsumed]);
        writer.WriteRawValue(data.WrittenSpan, skipInputValidation: true);
    }

    private static ReadOnlySpan<byte> WholeSeconds(ReadOnlySpan<byte> number)
    {
        var seconds = decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        var text = new byte[20];
        decimal.Floor(seconds).TryFormat(text, out var written, "0", CultureInfo.InvariantCulture);
        return text.AsSpan(0, written);
    }

    private static void WriteIdentity(Utf8JsonWriter writer, ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.Null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        while (json.NextMember())
        {
            var name = json.GetString()!;
            writer.WriteString(char.ToLowerInvariant(name[0]) + name[1..], json.ReadText());
        }

        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> TakeValue(ref Utf8JsonReader json, ReadOnlySpan<byte> source)
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return source[start..(int)json.BytesConsumed];
    }
}
