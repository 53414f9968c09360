namespace Fw24;

/// <summary>An item, or a part of one, as DynamoDB JSON in UTF-8: <c>{"OrderId":{"S":"ord-1"},…}</c>. A slice; nothing is copied.</summary>
/// <param name="json">The map, from its opening brace to its closing one.</param>
public readonly struct ItemImage(ReadOnlyMemory<byte> json)
{
    /// <summary>The map, from its opening brace to its closing one; empty when the stream record has no such image.</summary>
    public ReadOnlyMemory<byte> Json { get; } = json;

    /// <summary>Whether the stream record has no such image.</summary>
    public bool IsAbsent => Json.IsEmpty;

    /// <summary>Finds an attribute.</summary>
    /// <param name="name">The attribute's name, unescaped.</param>
    /// <param name="value">The attribute's typed value, such as <c>{"S":"ord-1"}</c>.</param>
    /// <returns>Whether the image has it.</returns>
    /// <exception cref="ItemFormatException">The JSON is broken before the attribute is found.</exception>
    public bool TryGetAttribute(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (var attribute in this)
        {
            if (attribute.Is(name))
            {
                value = attribute.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Walks the attributes in the order they are written; none when the image is absent. Allocates nothing.</summary>
    /// <returns>The enumerator. It throws an <see cref="ItemFormatException"/> where the JSON is broken.</returns>
    public ItemAttributeEnumerator GetEnumerator() => new(Json.Span);
}
