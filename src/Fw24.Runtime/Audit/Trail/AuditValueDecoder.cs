using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Audit.Trail;

/// <summary>Converts values of audit records back into typed values: the reverse of <see cref="AuditValueEncoder"/>.</summary>
internal static class AuditValueDecoder
{
    /// <summary>Writes a value as DynamoDB JSON.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="value">The value as in an audit record. The reader advances past it.</param>
    /// <exception cref="ItemFormatException">The value is malformed.</exception>
    public static void Write(Utf8JsonWriter json, ref StrictJsonReader value) => WriteValue(json, ref value, AttributeTypes.MaxDepth);

    private static void WriteValue(Utf8JsonWriter json, ref StrictJsonReader value, int depth)
    {
        json.WriteStartObject();
        switch (value.Peek())
        {
            case (byte)'"':
                json.WritePropertyName("S"u8);
                WriteText(json, ref value);
                break;

            case (byte)'t' or (byte)'f':
                json.WriteBoolean("BOOL"u8, value.ReadBoolean());
                break;

            case (byte)'n':
                _ = value.ReadValue();
                json.WriteBoolean("NULL"u8, true);
                break;

            case (byte)'[' when depth == 0:
                throw value.Broken("lists and maps of at most 32 levels", "deeper ones");

            case (byte)'[':
                json.WritePropertyName("L"u8);
                WriteList(json, ref value, depth - 1);
                break;

            case (byte)'{':
                WriteObject(json, ref value, depth);
                break;

            default:
                json.WriteString("N"u8, value.ReadNumber());
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, ref StrictJsonReader value, int depth)
    {
        var start = value.Position;
        value.EnterObject();
        if (!AuditValueEncoder.LooksLikeTag(value))
        {
            value.MoveTo(start);
            WriteMap(json, ref value, depth);
            return;
        }

        _ = value.NextMember(out var tag);
        switch (tag.ToString())
        {
            case "$m":
                WriteMap(json, ref value, depth);
                break;

            case "$b":
                json.WritePropertyName("B"u8);
                WriteText(json, ref value);
                break;

            case "$ss":
                json.WritePropertyName("SS"u8);
                WriteTextSet(json, ref value);
                break;

            case "$ns":
                json.WritePropertyName("NS"u8);
                WriteNumberSet(json, ref value);
                break;

            case "$bs":
                json.WritePropertyName("BS"u8);
                WriteTextSet(json, ref value);
                break;

            default:
                throw value.Broken("a tag: $b, $ss, $ns, $bs or $m", "another one");
        }

        value.LeaveObject();
    }

    private static void WriteList(Utf8JsonWriter json, ref StrictJsonReader list, int depth)
    {
        list.EnterList();
        json.WriteStartArray();
        while (list.NextElement())
        {
            WriteValue(json, ref list, depth);
        }

        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, ref StrictJsonReader map, int depth)
    {
        if (depth == 0)
        {
            throw map.Broken("lists and maps of at most 32 levels", "deeper ones");
        }

        json.WritePropertyName("M"u8);
        map.EnterObject();
        json.WriteStartObject();
        while (map.NextMember(out var name))
        {
            json.WritePropertyName(name.Unescape());
            WriteValue(json, ref map, depth - 1);
        }

        json.WriteEndObject();
    }

    private static void WriteTextSet(Utf8JsonWriter json, ref StrictJsonReader set)
    {
        set.EnterList();
        json.WriteStartArray();
        while (set.NextElement())
        {
            WriteText(json, ref set);
        }

        json.WriteEndArray();
    }

    private static void WriteNumberSet(Utf8JsonWriter json, ref StrictJsonReader set)
    {
        set.EnterList();
        json.WriteStartArray();
        while (set.NextElement())
        {
            json.WriteStringValue(set.ReadNumber());
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, ref StrictJsonReader value)
    {
        if (value.Peek() != '"')
        {
            throw value.Broken("a string", "something else");
        }

        json.WriteRawValue(value.ReadValue(), skipInputValidation: true);
    }
}
