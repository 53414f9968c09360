using System.Text.Json;
using Fw24.Records;

namespace Fw24.Audit;

/// <summary>
/// Writes typed values as audit records show them: plain JSON where that says the type (S, N, BOOL, NULL, L, M), and tagged
/// where it does not: <c>{"$b":"base64"}</c>, <c>{"$ss":[…]}</c>, <c>{"$ns":[…]}</c>, <c>{"$bs":[…]}</c>, and <c>{"$m":{…}}</c> around a map
/// that could be taken for a tag: one whose only name begins with <c>$</c>.
/// </summary>
internal static class AuditValueEncoder
{
    /// <summary>Writes a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="value">The typed value, such as <c>{"N":"1"}</c>.</param>
    /// <exception cref="ItemFormatException">It is none.</exception>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> value)
    {
        var walker = new JsonWalker(value, "item");
        WriteValue(json, ref walker, AttributeTypes.MaxDepth);
    }

    private static void WriteValue(Utf8JsonWriter json, ref JsonWalker value, int depth)
    {
        var type = value.EnterValue();
        switch (type)
        {
            case AttributeType.String:
                WriteText(json, ref value);
                break;

            case AttributeType.Number:
                WriteNumber(json, ref value);
                break;

            case AttributeType.Binary:
                json.WriteStartObject();
                json.WritePropertyName("$b"u8);
                WriteText(json, ref value);
                json.WriteEndObject();
                break;

            case AttributeType.Boolean:
                json.WriteBooleanValue(value.ReadBoolean());
                break;

            case AttributeType.Null:
                _ = value.ReadBoolean();
                json.WriteNullValue();
                break;

            case AttributeType.List or AttributeType.Map when depth == 0:
                throw value.Broken("lists and maps of at most 32 levels", "deeper ones");

            case AttributeType.List:
                WriteList(json, ref value, depth - 1);
                break;

            case AttributeType.Map:
                WriteMap(json, ref value, depth - 1);
                break;

            case AttributeType.StringSet:
                WriteTextSet(json, ref value, "$ss"u8);
                break;

            case AttributeType.NumberSet:
                WriteNumberSet(json, ref value);
                break;

            case AttributeType.BinarySet:
                WriteTextSet(json, ref value, "$bs"u8);
                break;

            default:
                throw value.Broken("a typed value such as {\"S\":…}", AttributeTypes.Describe(type));
        }

        value.LeaveObject();
    }

    private static void WriteList(Utf8JsonWriter json, ref JsonWalker list, int depth)
    {
        list.EnterList();
        json.WriteStartArray();
        while (list.NextElement())
        {
            WriteValue(json, ref list, depth);
        }

        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, ref JsonWalker map, int depth)
    {
        map.EnterObject();
        var isTagged = LooksLikeTag(map);
        if (isTagged)
        {
            json.WriteStartObject();
            json.WritePropertyName("$m"u8);
        }

        json.WriteStartObject();
        while (map.NextMember(out var name))
        {
            json.WritePropertyName(name.Unescape());
            WriteValue(json, ref map, depth);
        }

        json.WriteEndObject();
        if (isTagged)
        {
            json.WriteEndObject();
        }
    }

    /// <summary>Whether an object's only member has a name that a tag could have. The walker is a copy: looking ahead does not move the caller's.</summary>
    internal static bool LooksLikeTag(JsonWalker map)
    {
        if (!map.NextMember(out var name) || name.Unescape() is not [(byte)'$', ..])
        {
            return false;
        }

        _ = map.ReadValue();
        return !map.NextMember(out _);
    }

    private static void WriteTextSet(Utf8JsonWriter json, ref JsonWalker set, ReadOnlySpan<byte> tag)
    {
        var elements = new List<byte[]>();
        set.EnterList();
        while (set.NextElement())
        {
            elements.Add(set.ReadText().Unescape().ToArray());
        }

        elements.Sort(static (left, right) => left.AsSpan().SequenceCompareTo(right));
        json.WriteStartObject();
        json.WriteStartArray(tag);
        foreach (var element in elements)
        {
            json.WriteStringValue(element);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumberSet(Utf8JsonWriter json, ref JsonWalker set)
    {
        var elements = new List<DynamoNumber>();
        set.EnterList();
        while (set.NextElement())
        {
            elements.Add(Parse(set, set.ReadText()));
        }

        elements.Sort();
        json.WriteStartObject();
        json.WriteStartArray("$ns"u8);
        foreach (var element in elements)
        {
            WriteCanonical(json, element);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // DynamoDB's own texts are JSON numbers and stay as they are; "+1", ".5" or "007" are numbers to it and none to JSON.
    private static void WriteNumber(Utf8JsonWriter json, ref JsonWalker value)
    {
        var text = value.ReadText();
        var number = new JsonCursor(text.Raw);
        if (number.TryReadNumber(out var digits) && digits.Length == text.Raw.Length)
        {
            json.WriteRawValue(text.Raw, skipInputValidation: true);
        }
        else
        {
            WriteCanonical(json, Parse(value, text));
        }
    }

    private static void WriteCanonical(Utf8JsonWriter json, in DynamoNumber number)
    {
        Span<byte> text = stackalloc byte[DynamoNumber.MaxLength];
        json.WriteRawValue(text[..number.Format(text)], skipInputValidation: true);
    }

    private static DynamoNumber Parse(scoped in JsonWalker at, scoped JsonText text)
        => DynamoNumber.TryParse(text.Unescape(), out var number) ? number : throw at.Broken("a number of at most 38 digits", "another text");

    // A string is a string in either notation, escapes and all.
    private static void WriteText(Utf8JsonWriter json, ref JsonWalker value)
    {
        if (value.Peek() != '"')
        {
            throw value.Broken("a string", "something else");
        }

        json.WriteRawValue(value.ReadValue(), skipInputValidation: true);
    }
}
