using Fw24.Items;

namespace Fw24.Changes.Marks;

/// <summary>What a change did with an attribute that Fw24 itself stores in items, such as <c>fw24:because</c>.</summary>
internal static class OwnAttribute
{
    /// <summary>
    /// Indicates whether an image may have an attribute: nearly none has, and a search for bytes is far quicker than a walk.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="name">The attribute's name in UTF-8.</param>
    public static bool MayBeIn(in ItemImage image, ReadOnlySpan<byte> name) => image.Json.Span.IndexOf(name) >= 0;

    /// <summary>Indicates whether a change wrote an attribute: the item has it, and did not have the same before.</summary>
    /// <param name="old">The item before.</param>
    /// <param name="new">The item after.</param>
    /// <param name="name">The attribute's name in UTF-8.</param>
    public static bool IsWritten(in ItemImage old, in ItemImage @new, ReadOnlySpan<byte> name)
        => MayBeIn(@new, name)
            && @new.TryGetAttribute(name, out var value)
            && !(old.TryGetAttribute(name, out var earlier) && AttributeEquality.AreEqual(earlier, value));

    /// <summary>Indicates whether a modification wrote an attribute and changed nothing else.</summary>
    /// <param name="old">The item before.</param>
    /// <param name="new">The item after.</param>
    /// <param name="name">The attribute's name in UTF-8.</param>
    public static bool IsOnlyChange(in ItemImage old, in ItemImage @new, ReadOnlySpan<byte> name)
    {
        if (old.IsAbsent || !IsWritten(old, @new, name))
        {
            return false;
        }

        var count = 0;
        foreach (var attribute in @new)
        {
            if (attribute.Is(name))
            {
                continue;
            }

            count++;
            if (!old.TryGetAttribute(attribute.Name, out var value) || !AttributeEquality.AreEqual(value, attribute.Value))
            {
                return false;
            }
        }

        foreach (var attribute in old)
        {
            count -= attribute.Is(name) ? 0 : 1;
        }

        return count == 0;
    }
}
