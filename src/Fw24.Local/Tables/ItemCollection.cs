using Fw24.Local.Items;

namespace Fw24.Local.Tables;

/// <summary>The items of a table, found by key and, in the order of their sort keys, in the table and each of its indexes.</summary>
/// <param name="isSorted">Indicates whether the table has a sort key.</param>
/// <param name="indexes">The number of its indexes.</param>
internal sealed class ItemCollection(bool isSorted, int indexes)
{
    private readonly Dictionary<ItemKey, StoredItem> _items = [];
    private readonly SortedItems? _sorted = isSorted ? new SortedItems() : null;
    private readonly SortedItems[] _indexes = [.. Enumerable.Range(0, indexes).Select(static _ => new SortedItems())];

    public int Count => _items.Count;

    public IEnumerable<StoredItem> All => _items.Values;

    public StoredItem? Find(ItemKey key) => _items.GetValueOrDefault(key);

    public void Set(StoredItem item)
    {
        Remove(item.Facts.Key);
        _items.Add(item.Facts.Key, item);
        _sorted?.Add(item.Facts.Key, item);
        for (var index = 0; index < _indexes.Length; index++)
        {
            if (item.Facts.IndexKeys[index] is { } key)
            {
                _indexes[index].Add(key, item);
            }
        }
    }

    public void Remove(ItemKey key)
    {
        if (!_items.Remove(key, out var item))
        {
            return;
        }

        _sorted?.Remove(key, item);
        for (var index = 0; index < _indexes.Length; index++)
        {
            if (item.Facts.IndexKeys[index] is { } indexKey)
            {
                _indexes[index].Remove(indexKey, item);
            }
        }
    }

    /// <summary>Gets at most <paramref name="limit"/> items of a partition in order.</summary>
    /// <param name="range">The table or index, the partition, and its range of sort keys.</param>
    /// <param name="after">The item after which to continue; <see langword="null"/> to begin.</param>
    /// <param name="descending">Indicates whether the largest sort key comes first.</param>
    /// <param name="limit">The maximum number of items.</param>
    public List<StoredItem> Walk(in QueryRange range, StoredItem? after, bool descending, int limit)
    {
        if (range.Index is { } index)
        {
            return _indexes[index].Walk(range, after is null ? null : (after.Facts.IndexKeys[index]!.Value, after), descending, limit);
        }

        if (_sorted is not null)
        {
            return _sorted.Walk(range, after is null ? null : (after.Facts.Key, after), descending, limit);
        }

        return after is null && Find(new ItemKey(range.Partition, default)) is { } item ? [item] : [];
    }
}
