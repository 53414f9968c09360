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

    // The keys in order, for scans; unknown after the set of keys changed.
    private ItemKey[]? _order;

    public int Count => _items.Count;

    public IEnumerable<StoredItem> All => _items.Values;

    public StoredItem? Find(ItemKey key) => _items.GetValueOrDefault(key);

    public void Set(StoredItem item)
    {
        var order = _items.ContainsKey(item.Facts.Key) ? _order : null;
        Remove(item.Facts.Key);
        _items.Add(item.Facts.Key, item);
        _order = order;
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

        _order = null;
        _sorted?.Remove(key, item);
        for (var index = 0; index < _indexes.Length; index++)
        {
            if (item.Facts.IndexKeys[index] is { } indexKey)
            {
                _indexes[index].Remove(indexKey, item);
            }
        }
    }

    /// <summary>Gets the items of a partition in order.</summary>
    /// <param name="range">The table or index, the partition, and its range of sort keys.</param>
    /// <param name="after">The keys of the item after which to continue; <see langword="null"/> to begin.</param>
    /// <param name="descending">Indicates whether the largest sort key comes first.</param>
    public IEnumerable<StoredItem> Walk(QueryRange range, ItemFacts? after, bool descending)
    {
        if (range.Index is { } index)
        {
            return _indexes[index].Walk(range, after is { } known ? (known.IndexKeys[index]!.Value, known.Key) : null, descending);
        }

        if (_sorted is not null)
        {
            return _sorted.Walk(range, after is { } known ? (known.Key, known.Key) : null, descending);
        }

        return after is null && Find(new ItemKey(range.Partition, default)) is { } item ? [item] : [];
    }

    /// <summary>Gets the items of the table, or of an index, in the order of the table's keys.</summary>
    /// <param name="index">The position of the index; <see langword="null"/> for the table.</param>
    /// <param name="after">The keys of the item after which to continue; <see langword="null"/> to begin.</param>
    public IEnumerable<StoredItem> Scan(int? index, ItemFacts? after)
    {
        _order ??= [.. _items.Keys.Order()];
        var start = after is { } known ? _order.AsSpan().BinarySearch(known.Key) : -1;
        start = start >= 0 ? start + 1 : after is null ? 0 : ~start;
        return _order.Skip(start).Select(key => _items[key]).Where(item => index is not { } place || item.Facts.IndexKeys[place] is not null);
    }
}
