using Fw24.Items;
using Fw24.Tables;

namespace Fw24;

/// <summary>A range of sort keys in a partition. The default is all of them.</summary>
/// <typeparam name="T">The sort key's type.</typeparam>
public readonly struct KeyRange<T>
{
    private readonly Bound? _from;
    private readonly Bound? _to;
    private readonly Bound? _beginsWith;

    internal KeyRange(Bound? from, Bound? to, Bound? beginsWith) => (_from, _to, _beginsWith) = (from, to, beginsWith);

    /// <summary>Restricts a query of a partition to this range.</summary>
    /// <param name="query">The query.</param>
    /// <param name="sortKey">The sort key attribute's name.</param>
    /// <param name="write">Writes a value of the sort key.</param>
    /// <returns>The restricted query.</returns>
    /// <exception cref="ArgumentException">A bound of the range is null, or DynamoDB cannot store it.</exception>
    public ItemQuery Of(ItemQuery query, string sortKey, ItemWrite<T> write)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _from is null && _to is null && _beginsWith is null
            ? query
            : query with { SortKey = sortKey, From = Write(_from), To = Write(_to), BeginsWith = Write(_beginsWith) };

        // A plain null would become an empty memory, which is a bound, too.
        ReadOnlyMemory<byte>? Write(Bound? bound) => bound is null ? (ReadOnlyMemory<byte>?)null : ItemWriter.ToValue(sortKey, bound.Value, write);
    }

    internal sealed record Bound(T Value);
}
