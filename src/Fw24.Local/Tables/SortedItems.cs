using Fw24.Local.Items;

namespace Fw24.Local.Tables;

/// <summary>Items in partitions, each in the order of its sort keys: those of a table, or of one of its indexes.</summary>
/// <remarks>
/// Several items may share a sort key in an index. They are ordered by their own keys, so that runs are reproducible; DynamoDB guarantees no order.
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

        places.Add(new Place(key.Sort, item));
    }

    public void Remove(ItemKey key, StoredItem item)
    {
        var partition = Partition(key);
        var places = _partitions[partition];
        places.Remove(new Place(key.Sort, item));
        if (places.Count == 0)
        {
            _partitions.Remove(partition);
        }
    }

    /// <summary>Gets at most <paramref name="limit"/> items of a partition in order.</summary>
    /// <param name="range">The partition and its range of sort keys.</param>
    /// <param name="after">The key and item after which to continue; <see langword="null"/> to begin.</param>
    /// <param name="descending">Indicates whether the largest sort key comes first.</param>
    /// <param name="limit">The maximum number of items.</param>
    public List<StoredItem> Walk(in QueryRange range, (ItemKey Key, StoredItem Item)? after, bool descending, int limit)
    {
        if (!_partitions.TryGetValue(new ItemKey(range.Partition, default), out var places))
        {
            return [];
        }

        Place? last = after is { } place ? new Place(place.Key.Sort, place.Item) : null;
        var lower = !descending && last is { } first ? first : range.From is null ? places.Min : new Place(range.From, null, Edge: -1);
        var upper = descending && last is { } end ? end : range.To is null ? places.Max : new Place(range.To, null, Edge: 1);
        if (Place.Order.Compare(lower, upper) > 0)
        {
            return [];
        }

        var view = places.GetViewBetween(lower, upper);
        List<StoredItem> found = [];
        foreach (var next in descending ? view.Reverse() : view)
        {
            // The view's bounds are inclusive, and the previous page ended with this item.
            if (last is { } known && Place.Order.Compare(known, next) == 0)
            {
                continue;
            }

            found.Add(next.Item!);
            if (found.Count == limit)
            {
                break;
            }
        }

        return found;
    }

    private static ItemKey Partition(ItemKey key) => key with { Sort = default };

    /// <summary>An item's position in its partition, or with an edge the position before (-1) or after (1) all items of a sort key.</summary>
    private readonly record struct Place(ReadOnlyMemory<byte> Sort, StoredItem? Item, int Edge = 0)
    {
        public static Comparer<Place> Order { get; } = Comparer<Place>.Create(static (left, right) =>
        {
            var order = left.Sort.Span.SequenceCompareTo(right.Sort.Span);
            if (order != 0 || left.Edge != 0 || right.Edge != 0)
            {
                return order != 0 ? order : left.Edge - right.Edge;
            }

            var (one, other) = (left.Item!.Facts.Key, right.Item!.Facts.Key);
            order = one.Partition.Span.SequenceCompareTo(other.Partition.Span);
            return order != 0 ? order : one.Sort.Span.SequenceCompareTo(other.Sort.Span);
        });
    }
}
