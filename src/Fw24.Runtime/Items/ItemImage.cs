namespace Fw24;

/// <summary>An item, or a part of one, as DynamoDB JSON in UTF-8: <c>{"OrderId":{"S":"ord-1"},…}</c>. A slice; nothing is copied.</summary>
/// <param name="json">The map, including its braces.</param>
public readonly struct ItemImage(ReadOnlyMemory<byte> json)
{
    /// <summary>The map, including its braces; empty if the stream record has no such image.</summary>
    public ReadOnlyMemory<byte> Json { get; } = json;

    /// <summary>Indicates whether the stream record has no such image.</summary>
    public bool IsAbsent => Json.IsEmpty;

    /// <summary>Finds an attribute.</summary>
    /// <param name="name">The unescaped name.</param>
    /// <param name="value">The attribute's typed value, such as <c>{"S":"ord-1"}</c>.</param>
    /// <returns><see langword="true"/> if the image has it.</returns>
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

    /// <summary>Enumerates the attributes in written order; empty if the image is absent. Does not allocate.</summary>
    /// <returns>The enumerator. It throws an <see cref="ItemFormatException"/> if the JSON is broken.</returns>
    public ItemAttributeEnumerator GetEnumerator() => new(Json.Span);
}
