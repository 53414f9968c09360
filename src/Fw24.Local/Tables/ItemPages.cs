using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Tables;

namespace Fw24.Local.Tables;

/// <summary>Fills the pages of queries and scans as DynamoDB does.</summary>
internal static class ItemPages
{
    // DynamoDB, "Paginating table query results": a page reads at most 1 MB.
    private const int MaxPageSize = 1024 * 1024;

    /// <summary>Fills a page.</summary>
    /// <param name="items">The items from the page's start on.</param>
    /// <param name="read">The filter, the attributes and the limit.</param>
    /// <param name="project">Gets the attributes of an item that the table or index contains, and their size.</param>
    /// <param name="key">Gets the key after which a page begins.</param>
    public static ItemPage Take(
        IEnumerable<StoredItem> items,
        ItemsRead read,
        Func<StoredItem, (ItemImage Image, int Size)> project,
        Func<StoredItem, ItemImage> key)
    {
        var names = read.Attributes?.ToHashSet(StringComparer.Ordinal);
        List<ItemImage> found = [];
        var (count, scanned, size) = (0, 0, 0);
        StoredItem? last = null;
        foreach (var item in items)
        {
            if (size >= MaxPageSize)
            {
                return Page(key(last!));
            }

            last = item;
            scanned++;
            var (image, own) = project(item);
            size += own;
            if (read.Filter?.Holds(image) is not false)
            {
                count++;
                found.Add(names is null ? image : Only(names, image));
            }

            // DynamoDB does not look beyond the limit: a key is returned even if nothing follows.
            if (scanned == read.Limit)
            {
                return Page(key(item));
            }
        }

        return Page(default);

        ItemPage Page(ItemImage lastKey) => new(read.IsCount ? [] : found, count, scanned, lastKey)
        {
            CapacityUnits = read.ReturnsCapacity ? Units(size, read.IsConsistent) : null,
        };
    }

    // DynamoDB, "Capacity unit consumption": one unit for 4 KB of all items together, half of it with eventual consistency.
    private static double Units(int size, bool isConsistent) => Math.Max(1, Math.Ceiling(size / 4096d)) * (isConsistent ? 1 : 0.5);

    /// <summary>Gets some attributes of an item, or all.</summary>
    /// <param name="item">The item; absent when it does not exist.</param>
    /// <param name="names">The names; <see langword="null"/> for all.</param>
    public static ItemImage Part(ItemImage item, IReadOnlyList<string>? names)
        => names is null || item.IsAbsent ? item : Only(names.ToHashSet(StringComparer.Ordinal), item);

    /// <summary>Gets some attributes of an item.</summary>
    public static ItemImage Only(HashSet<string> names, ItemImage item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var attribute in item)
        {
            if (names.Contains(Encoding.UTF8.GetString(attribute.Name)))
            {
                attribute.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }
}
