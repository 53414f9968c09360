using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Fw24.Local.Tables;

/// <summary>The attributes that global tables of version 2017.11.29 add to replicated items.</summary>
internal static class Replication
{
    public static ReadOnlyMemory<byte> Mark(ReadOnlySpan<byte> item, string fromRegion, DateTimeOffset now, bool isDeleting)
    {
        var buffer = new ArrayBufferWriter<byte>(item.Length + 192);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        var reader = new Utf8JsonReader(item);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!name.StartsWith("aws:rep:", StringComparison.Ordinal))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(item[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }

        json.WriteStartObject("aws:rep:deleting"u8);
        json.WriteBoolean("BOOL"u8, isDeleting);
        json.WriteEndObject();
        json.WriteStartObject("aws:rep:updatetime"u8);
        json.WriteString("N"u8, (now.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartObject("aws:rep:updateregion"u8);
        json.WriteString("S"u8, fromRegion);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
