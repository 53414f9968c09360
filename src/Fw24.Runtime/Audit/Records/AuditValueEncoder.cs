using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Audit.Records;

/// <summary>
/// Writes typed values in the format of audit records: plain JSON where it implies the type (S, N, BOOL, NULL, L, M), tagged
/// otherwise: <c>{"$b":"base64"}</c>, <c>{"$ss":[…]}</c>, <c>{"$ns":[…]}</c>, <c>{"$bs":[…]}</c>, and <c>{"$m":{…}}</c> around a map
/// that could be mistaken for a tag: one whose only name begins with <c>$</c>. Equal values are written with equal bytes.
/// </summary>
internal static class AuditValueEncoder
{
    /// <summary>Writes a value.</summary>
    /// <param name="output">The output buffer.</param>
    /// <param name="value">The typed value, such as <c>{"N":"1"}</c>.</param>
    /// <exception cref="ItemFormatException">The value is not a typed value.</exception>
    public static void Write(MessageBuffer output, ReadOnlySpan<byte> value)
    {
        var walker = new StrictJsonReader(value, "item");
        WriteValue(output, ref walker, AttributeTypes.MaxDepth);
    }

    /// <summary>Writes attributes as an object, such as a key: <c>{"OrderId":"ord-1"}</c>.</summary>
    /// <param name="output">The output buffer.</param>
    /// <param name="attributes">The attributes.</param>
    /// <exception cref="ItemFormatException">A value is not a typed value.</exception>
    public static void WriteAttributes(MessageBuffer output, ItemImage attributes)
    {
        output.Append("{"u8);
        var opening = "\""u8;
        foreach (var attribute in attributes)
        {
            output.Append(opening);
            output.AppendText(attribute.Name);
            output.Append("\":"u8);
            Write(output, attribute.Value);
            opening = ",\""u8;
        }

        output.Append("}"u8);
    }

    /// <summary>Writes attributes as an object, in the order of their names, as a map has them.</summary>
    /// <param name="output">The output buffer.</param>
    /// <param name="attributes">The attributes.</param>
    /// <exception cref="ItemFormatException">A value is not a typed value.</exception>
    public static void WriteSorted(MessageBuffer output, ItemImage attributes)
    {
        var walker = new StrictJsonReader(attributes.Json.Span, "item");
        walker.EnterObject();
        WriteMembers(output, ref walker, AttributeTypes.MaxDepth);
    }

    private static void WriteValue(MessageBuffer output, ref StrictJsonReader value, int depth)
    {
        var type = value.EnterValue();
        switch (type)
        {
            case AttributeType.String:
                WriteText(output, ref value);
                break;

            case AttributeType.Number:
                WriteNumber(output, ref value);
                break;

            case AttributeType.Binary:
                output.Append("{\"$b\":"u8);
                WriteText(output, ref value);
                output.Append("}"u8);
                break;

            case AttributeType.Boolean:
                output.Append(value.ReadBoolean() ? "true"u8 : "false"u8);
                break;

            case AttributeType.Null:
                _ = value.ReadBoolean();
                output.Append("null"u8);
                break;

            case AttributeType.List or AttributeType.Map when depth == 0:
                throw value.Broken("lists and maps of at most 32 levels", "deeper ones");

            case AttributeType.List:
                WriteList(output, ref value, depth - 1);
                break;

            case AttributeType.Map:
                WriteMap(output, ref value, depth - 1);
                break;

            case AttributeType.StringSet:
                WriteTextSet(output, ref value, "{\"$ss\":["u8);
                break;

            case AttributeType.NumberSet:
                WriteNumberSet(output, ref value);
                break;

            case AttributeType.BinarySet:
                WriteTextSet(output, ref value, "{\"$bs\":["u8);
                break;

            default:
                throw value.Broken("a typed value such as {\"S\":…}", AttributeTypes.Describe(type));
        }

        value.LeaveObject();
    }

    private static void WriteList(MessageBuffer output, ref StrictJsonReader list, int depth)
    {
        var separator = "["u8;
        list.EnterList();
        while (list.NextElement())
        {
            output.Append(separator);
            WriteValue(output, ref list, depth);
            separator = ","u8;
        }

        output.Append(separator[0] == '[' ? "[]"u8 : "]"u8);
    }

    private static void WriteMap(MessageBuffer output, ref StrictJsonReader map, int depth)
    {
        map.EnterObject();
        var isTagged = LooksLikeTag(map);
        output.Append(isTagged ? "{\"$m\":"u8 : []);
        WriteMembers(output, ref map, depth);
        output.Append(isTagged ? "}"u8 : []);
    }

    // In the order of their names, which DynamoDB does not preserve.
    private static void WriteMembers(MessageBuffer output, ref StrictJsonReader map, int depth)
    {
        var first = map;
        var start = output.Position;
        var isSorted = true;
        var previous = ReadOnlySpan<byte>.Empty;
        var separator = "{\""u8;
        while (map.NextMember(out var name))
        {
            var text = name.Unescape();
            isSorted = isSorted && (separator[0] == '{' || previous.SequenceCompareTo(text) < 0);
            if (!isSorted)
            {
                _ = map.ReadValue();
                continue;
            }

            WriteName(output, separator, text);
            WriteValue(output, ref map, depth);
            previous = text;
            separator = ",\""u8;
        }

        if (!isSorted)
        {
            output.TakeBack(start);
            separator = WriteSorted(output, first, depth);
        }

        output.Append(separator[0] == '{' ? "{}"u8 : "}"u8);
    }

    private static ReadOnlySpan<byte> WriteSorted(MessageBuffer output, StrictJsonReader map, int depth)
    {
        var members = new List<(byte[] Name, byte[] Value)>();
        while (map.NextMember(out var name))
        {
            members.Add((name.Unescape().ToArray(), map.ReadValue().ToArray()));
        }

        members.Sort(static (left, right) => left.Name.AsSpan().SequenceCompareTo(right.Name));
        var separator = "{\""u8;
        foreach (var (name, value) in members)
        {
            WriteName(output, separator, name);
            var walker = new StrictJsonReader(value, "item");
            WriteValue(output, ref walker, depth);
            separator = ",\""u8;
        }

        return separator;
    }

    private static void WriteName(MessageBuffer output, ReadOnlySpan<byte> separator, ReadOnlySpan<byte> name)
    {
        output.Append(separator);
        output.AppendText(name);
        output.Append("\":"u8);
    }

    /// <summary>Indicates whether an object's only member has a name that a tag could have. Works on a copy, so the caller's reader does not move.</summary>
    internal static bool LooksLikeTag(StrictJsonReader map)
    {
        if (!map.NextMember(out var name) || name.Unescape() is not [(byte)'$', ..])
        {
            return false;
        }

        _ = map.ReadValue();
        return !map.NextMember(out _);
    }

    private static void WriteTextSet(MessageBuffer output, ref StrictJsonReader set, ReadOnlySpan<byte> opening)
    {
        var elements = new List<byte[]>();
        set.EnterList();
        while (set.NextElement())
        {
            elements.Add(set.ReadText().Unescape().ToArray());
        }

        elements.Sort(static (left, right) => left.AsSpan().SequenceCompareTo(right));
        output.Append(opening);
        for (var i = 0; i < elements.Count; i++)
        {
            output.Append(i == 0 ? "\""u8 : ",\""u8);
            output.AppendText(elements[i]);
            output.Append("\""u8);
        }

        output.Append("]}"u8);
    }

    private static void WriteNumberSet(MessageBuffer output, ref StrictJsonReader set)
    {
        var elements = new List<DynamoNumber>();
        set.EnterList();
        while (set.NextElement())
        {
            elements.Add(Parse(set, set.ReadText()));
        }

        elements.Sort();
        output.Append("{\"$ns\":["u8);
        for (var i = 0; i < elements.Count; i++)
        {
            output.Append(i == 0 ? [] : ","u8);
            WriteCanonical(output, elements[i]);
        }

        output.Append("]}"u8);
    }

    // DynamoDB's own numbers are canonical and copied; "+1", ".5" and "007" are numbers in DynamoDB, too.
    private static void WriteNumber(MessageBuffer output, ref StrictJsonReader value)
    {
        var text = value.ReadText();
        if (DynamoNumber.IsCanonical(text.Raw))
        {
            output.Append(text.Raw);
        }
        else
        {
            WriteCanonical(output, Parse(value, text));
        }
    }

    private static void WriteCanonical(MessageBuffer output, in DynamoNumber number)
        => output.Advance(number.Format(output.Reserve(DynamoNumber.MaxLength)));

    private static DynamoNumber Parse(scoped in StrictJsonReader at, scoped JsonText text)
        => DynamoNumber.TryParse(text.Unescape(), out var number) ? number : throw at.Broken("a number of at most 38 digits", "another text");

    private static void WriteText(MessageBuffer output, ref StrictJsonReader value)
    {
        var text = value.ReadText();
        output.Append("\""u8);
        if (text.IsEscaped)
        {
            output.AppendText(text.Unescape());
        }
        else
        {
            output.Append(text.Raw);
        }

        output.Append("\""u8);
    }
}
