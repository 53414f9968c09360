using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Fw24.Items;

/// <summary>An attribute value that overrides the item's own when it is stored.</summary>
/// <param name="attribute">The attribute's name.</param>
/// <param name="value">Its value as DynamoDB JSON; empty to remove the attribute.</param>
internal sealed class ItemStamp(string attribute, ReadOnlyMemory<byte> value)
{
    private readonly byte[] _utf8Name = Encoding.UTF8.GetBytes(attribute);
    private readonly ReadOnlyMemory<byte> _value = value;

    public string Attribute { get; } = attribute;

    /// <summary>Its value as DynamoDB JSON; empty if the attribute is removed.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>Indicates whether the attribute is removed.</summary>
    public bool IsRemoval => _value.IsEmpty;

    /// <summary>Creates a stamp that removes an attribute.</summary>
    public static ItemStamp None(string attribute) => new(attribute, default);

    /// <summary>Creates a stamp with a string value.</summary>
    public static ItemStamp Text(string attribute, string text) => new(attribute, ItemWriter.ToValue(text, static (writer, text) => writer.WriteString(text)));

    /// <summary>Creates a stamp with a number value.</summary>
    public static ItemStamp Number(string attribute, long number) => new(attribute, ItemWriter.ToValue(number, static (writer, number) => writer.WriteNumber(number)));

    /// <summary>Applies stamps to an item, replacing attributes of the same names.</summary>
    public static ItemImage Apply(ItemImage image, ReadOnlySpan<ItemStamp> stamps)
    {
        if (stamps.IsEmpty)
        {
            return image;
        }

        var buffer = new ArrayBufferWriter<byte>(image.Json.Length + 128);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var attribute in image)
        {
            if (!IsStamped(attribute, stamps))
            {
                attribute.WriteTo(json);
            }
        }

        foreach (var stamp in stamps)
        {
            if (!stamp.IsRemoval)
            {
                json.WritePropertyName(stamp._utf8Name);
                json.WriteRawValue(stamp._value.Span, skipInputValidation: true);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    private static bool IsStamped(in ItemAttribute attribute, ReadOnlySpan<ItemStamp> stamps)
    {
        foreach (var stamp in stamps)
        {
            if (attribute.Is(stamp._utf8Name))
            {
                return true;
            }
        }

        return false;
    }
}
