using Fw24.Local.Items;

namespace Fw24.Local.Tables;

/// <summary>Items in partitions, each in the order of its sort keys: those of a table, or of one of its indexes.</summary>
/// <remarks>
/// Several items may share a sort key in an index. They are ordered by their own keys, so that runs are reproducible; DynamoDB guarantees
/// no order.
/// </remarks>
internal sealed class SortedItems
{
    private readonly Dictionary<ItemKey, SortedSet<Place>> _partitions = [];

    public void Add(ItemKey key, StoredItem item)
    {
        var partition = Partition(key);
        if (!_partitions.TryGetValue(partition, out var places))
        {
            _partitions.Add(partition, places = new SortedSet<Place>(Place.Order));
        }

        places.Add(new Place(key.Sort, item.Facts.Key, item));
    }

    public void Remove(ItemKey key, StoredItem item)
    {
        var partition = Partition(key);
        var places = _partitions[partition];
        places.Remove(new Place(key.Sort, item.Facts.Key, item));
        if (places.Count == 0)
        {
            _partitions.Remove(partition);
        }
    }

    /// <summary>Gets the items of a partition in order.</summary>
    /// <param name="range">The partition and its range of sort keys.</param>
    /// <param name="after">The key here and the item's own key after which to continue; <see langword="null"/> to begin.</param>
    /// <param name="descending">Indicates whether the largest sort key comes first.</param>
    public IEnumerable<StoredItem> Walk(QueryRange range, (ItemKey Key, ItemKey Own)? after, bool descending)
    {
        if (!_partitions.TryGetValue(new ItemKey(range.Partition, default), out var places))
        {
            return [];
        }

        // After an item comes what is beyond its place, even if it was removed since.
        Place? last = after is { } known ? new Place(known.Key.Sort, known.Own, null, Edge: 0, Beyond: descending ? -1 : 1) : null;
        var lower = !descending && last is { } first ? first : range.From is null ? places.Min : Place.At(range.From, edge: -1);
        var upper = descending && last is { } end ? end : range.To is null ? places.Max : Place.At(range.To, edge: 1);
        if (Place.Order.Compare(lower, upper) > 0)
        {
            return [];
        }

        var view = places.GetViewBetween(lower, upper);
        return (descending ? view.Reverse() : view).Select(static place => place.Item!);
    }

    private static ItemKey Partition(ItemKey key) => key with { Sort = default };

    /// <summary>
    /// An item's position in its partition; with an edge, the position before (-1) or after (1) all items of a sort key; beyond, the one
    /// just
    /// before (-1) or after (1) an item.
    /// </summary>
    private readonly record struct Place(ReadOnlyMemory<byte> Sort, ItemKey Own, StoredItem? Item, int Edge = 0, int Beyond = 0)
    {
        public static Comparer<Place> Order { get; } = Comparer<Place>.Create(static (left, right) =>
        {
            var order = left.Sort.Span.SequenceCompareTo(right.Sort.Span);
            if (order != 0 || left.Edge != 0 || right.Edge != 0)
            {
                return order != 0 ? order : left.Edge - right.Edge;
            }

            order = left.Own.CompareTo(right.Own);
            return order != 0 ? order : left.Beyond - right.Beyond;
        });

        public static Place At(ReadOnlyMemory<byte> sort, int edge) => new(sort, default, null, edge);
    }
}
