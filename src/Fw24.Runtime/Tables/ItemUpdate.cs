using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Fw24.Tables;

/// <summary>A write of some attributes of an item; the stored item keeps its others.</summary>
/// <param name="Key">The item's key, as a map of its one or two key attributes.</param>
/// <param name="Item">The attributes to write, including those of the key.</param>
/// <param name="Removed">The attributes to remove, if the stored item has them: none of those in <paramref name="Item"/>.</param>
public sealed record ItemUpdate(ItemImage Key, ItemImage Item, IReadOnlyList<string> Removed)
{
    /// <summary>Applies the update, for stores without DynamoDB's update expressions.</summary>
    /// <param name="stored">The stored item; absent when it does not exist.</param>
    /// <returns>The item to store in its place.</returns>
    /// <exception cref="ItemFormatException">An item's JSON is invalid.</exception>
    public ItemImage ApplyTo(ItemImage stored)
    {
        if (stored.IsAbsent)
        {
            return Item;
        }

        var removed = Removed.Select(Encoding.UTF8.GetBytes).ToList();
        var buffer = new ArrayBufferWriter<byte>(stored.Json.Length + Item.Json.Length);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var attribute in Item)
        {
            attribute.WriteTo(json);
        }

        foreach (var attribute in stored)
        {
            if (!Item.TryGetAttribute(attribute.Name, out _) && !IsAny(attribute, removed))
            {
                attribute.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>
    /// Prints the update expression, such as <c>SET #0 = :0, #1 = :1 REMOVE #2</c>: empty if the item has nothing but its key.
    /// </summary>
    internal void Print(Expressions expressions)
    {
        var separator = "SET ";
        foreach (var attribute in Item)
        {
            if (!Key.TryGetAttribute(attribute.Name, out _))
            {
                expressions.Text(separator).Name(Encoding.UTF8.GetString(attribute.Name)).Text(" = ").Value(attribute.Value.ToArray());
                separator = ", ";
            }
        }

        separator = separator is ", " ? " REMOVE " : "REMOVE ";
        foreach (var name in Removed)
        {
            expressions.Text(separator).Name(name);
            separator = ", ";
        }
    }

    private static bool IsAny(in ItemAttribute attribute, List<byte[]> names)
    {
        foreach (var name in names)
        {
            if (attribute.Is(name))
            {
                return true;
            }
        }

        return false;
    }
}
