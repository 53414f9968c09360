using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Items;

namespace Fw24.Audit.Records;

/// <summary>Parts of items, and comparisons of them.</summary>
internal static class ItemPart
{
    /// <summary>Gets some attributes of an item; absent if the item is.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isIn">Indicates whether an attribute is in the part.</param>
    public static ItemImage Of(ItemImage item, Func<string, bool> isIn) => Join(item, isIn, default, static _ => false);

    /// <summary>Joins some attributes of two items, which have none in common; absent if the first item is.</summary>
    public static ItemImage Join(ItemImage first, Func<string, bool> isOfFirst, ItemImage second, Func<string, bool> isOfSecond)
    {
        if (first.IsAbsent)
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>(first.Json.Length);
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        json.WriteStartObject();
        WriteTo(json, first, isOfFirst);
        WriteTo(json, second, isOfSecond);
        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>Creates a part of one attribute.</summary>
    public static ItemImage Single(string name, ReadOnlyMemory<byte> value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        json.WriteStartObject();
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>Gets the names of an item's attributes.</summary>
    public static List<string> NamesOf(ItemImage item)
    {
        var names = new List<string>();
        foreach (var attribute in item)
        {
            names.Add(attribute.Text.ToString());
        }

        return names;
    }

    /// <summary>Gets an attribute's value; empty without it.</summary>
    public static ReadOnlyMemory<byte> ValueOf(ItemImage item, string name)
        => item.TryGetAttribute(Encoding.UTF8.GetBytes(name), out var value) ? value.ToArray() : default(ReadOnlyMemory<byte>);

    /// <summary>Gets the names of the attributes in which two items differ, in ordinal order.</summary>
    public static List<string> DifferencesOf(ItemImage left, ItemImage right)
        => [.. NamesOf(left).Union(NamesOf(right), StringComparer.Ordinal)
            .Where(name => !AreEqual(ValueOf(left, name), ValueOf(right, name)))
            .Order(StringComparer.Ordinal)];

    /// <summary>Indicates whether two values are equal in DynamoDB, or both are absent.</summary>
    public static bool AreEqual(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
        => left.IsEmpty || right.IsEmpty ? left.IsEmpty == right.IsEmpty : AttributeEquality.AreEqual(left.Span, right.Span);

    private static void WriteTo(Utf8JsonWriter json, ItemImage item, Func<string, bool> isIn)
    {
        foreach (var attribute in item)
        {
            if (isIn(attribute.Text.ToString()))
            {
                attribute.WriteTo(json);
            }
        }
    }
}
