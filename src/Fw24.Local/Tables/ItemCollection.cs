using Fw24.Local.Items;

namespace Fw24.Local.Tables;

/// <summary>The items of a table, found by key and, where the table has a sort key, walked through in its order.</summary>
internal sealed class ItemCollection(bool isSorted)
{
    private readonly Dictionary<ItemKey, StoredItem> _items = [];
    private readonly Dictionary<ItemKey, SortedSet<StoredItem>> _partitions = [];

    public int Count => _items.Count;

    public IEnumerable<StoredItem> All => _items.Values;

    public StoredItem? Find(ItemKey key) => _items.GetValueOrDefault(key);

    public void Set(StoredItem item)
    {
        var key = item.Facts.Key;
        if (isSorted)
        {
            var partition = Partition(key);
            if (!_partitions.TryGetValue(partition, out var items))
            {
                _partitions.Add(partition, items = new SortedSet<StoredItem>(StoredItem.BySortKey));
            }

            items.Remove(item);
            items.Add(item);
        }

        _items[key] = item;
    }

    public void Remove(ItemKey key)
    {
        if (!_items.Remove(key, out var item) || !isSorted)
        {
            return;
        }

        var partition = Partition(key);
        var items = _partitions[partition];
        items.Remove(item);
        if (items.Count == 0)
        {
            _partitions.Remove(partition);
        }
    }

    /// <summary>Items of a partition in order, at most <paramref name="limit"/>.</summary>
    /// <param name="partition">The partition key's value.</param>
    /// <param name="from">The smallest sort key; <see langword="null"/> for none.</param>
    /// <param name="to">The largest sort key; <see langword="null"/> for none.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    /// <param name="limit">How many.</param>
    public List<StoredItem> Walk(byte[] partition, byte[]? from, byte[]? to, bool descending, int limit)
    {
        if (!isSorted)
        {
            return Find(new ItemKey(partition, default)) is { } item ? [item] : [];
        }

        if (!_partitions.TryGetValue(new ItemKey(partition, default), out var items))
        {
            return [];
        }

        var lower = from is null ? items.Min! : StoredItem.Bound(from);
        var upper = to is null ? items.Max! : StoredItem.Bound(to);
        if (StoredItem.BySortKey.Compare(lower, upper) > 0)
        {
            return [];
        }

        var range = items.GetViewBetween(lower, upper);
        List<StoredItem> found = [];
        foreach (var item in descending ? range.Reverse() : range)
        {
            found.Add(item);
            if (found.Count == limit)
            {
                break;
            }
        }

        return found;
    }

    private static ItemKey Partition(ItemKey key) => key with { Sort = default };
}
