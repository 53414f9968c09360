using System.Buffers.Text;
using Fw24.Records;

namespace Fw24.Tables;

/// <summary>An item's size as DynamoDB counts it ("DynamoDB item sizes and formats").</summary>
public static class ItemSize
{
    /// <summary>The largest item: 400 KB ("Item size").</summary>
    public const int Max = 400 * 1024;

    /// <summary>Measures an item: the UTF-8 bytes of its names, and its values. Of a number, DynamoDB documents only about how many bytes it takes; this is the least.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="ItemFormatException">It is no DynamoDB JSON.</exception>
    public static int Of(ItemImage item)
    {
        var walker = new JsonWalker(item.Json.Span, "item");
        return OfMembers(ref walker, AttributeTypes.MaxDepth, perMember: 0);
    }

    private static int OfMembers(ref JsonWalker map, int depth, int perMember)
    {
        var size = 0;
        map.EnterObject();
        while (map.NextMember(out var name))
        {
            size += perMember + name.Unescape().Length + OfValue(ref map, depth);
        }

        return size;
    }

    private static int OfValue(ref JsonWalker value, int depth)
    {
        var type = value.EnterValue();
        if (depth == 0)
        {
            throw value.Broken("lists and maps of at most 32 levels", "deeper ones");
        }

        // A list or map takes 3 bytes, and each of its elements or members 1.
        var size = type switch
        {
            AttributeType.String or AttributeType.Number or AttributeType.Binary => OfText(type, value.ReadText()),
            AttributeType.StringSet => OfSet(AttributeType.String, ref value),
            AttributeType.NumberSet => OfSet(AttributeType.Number, ref value),
            AttributeType.BinarySet => OfSet(AttributeType.Binary, ref value),
            AttributeType.List => 3 + OfElements(ref value, depth - 1),
            AttributeType.Map => 3 + OfMembers(ref value, depth - 1, perMember: 1),
            _ => OfOther(ref value),
        };
        value.LeaveObject();
        return size;
    }

    private static int OfOther(ref JsonWalker value)
    {
        _ = value.ReadValue();
        return 1;
    }

    private static int OfText(AttributeType type, JsonText text) => type switch
    {
        AttributeType.Number => 1 + (SignificantDigits(text.Raw) / 2),
        AttributeType.Binary => Base64.IsValid(text.Unescape(), out var bytes) ? bytes : 0,
        _ => text.Unescape().Length,
    };

    private static int OfSet(AttributeType element, ref JsonWalker set)
    {
        var size = 0;
        set.EnterList();
        while (set.NextElement())
        {
            size += OfText(element, set.ReadText());
        }

        return size;
    }

    private static int OfElements(ref JsonWalker list, int depth)
    {
        var size = 0;
        list.EnterList();
        while (list.NextElement())
        {
            size += 1 + OfValue(ref list, depth);
        }

        return size;
    }

    private static int SignificantDigits(ReadOnlySpan<byte> text)
    {
        var mantissa = text.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var exponent ? text[..exponent] : text;
        return mantissa.Trim("+-0."u8).Length;
    }
}
