using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Fw24.Tables;
using Fw24.Tables.Queries;

namespace Fw24;

/// <summary>
/// A read of many items of one entity: <see cref="TableQuery{T, TFields}"/> or <see cref="TableScan{T, TFields}"/>. Nothing is read
/// before the items, a page or their number are asked for.
/// </summary>
/// <remarks>
/// Instances do not change, and may be used by several threads and several times. The members that return a read may be called in any
/// order. Items of other entities of the table are skipped.
/// </remarks>
/// <typeparam name="T">The entity.</typeparam>
/// <typeparam name="TFields">The entity's fields.</typeparam>
/// <typeparam name="TRead">The kind of read.</typeparam>
public abstract class TableRead<T, TFields, TRead> : IAsyncEnumerable<T>
    where T : class
    where TRead : TableRead<T, TFields, TRead>
{
    // Of a filter, few items may remain. DynamoDB charges by the size of what it reads, and each call takes milliseconds.
    private const int LeastFiltered = 100;

    private protected TableRead(IEntityReader<T> reader, TFields fields, ItemsRead read, int? take)
    {
        reader.CheckIndex(read.Index);
        (Reader, Fields, Read, Most) = (reader, fields, read, take);
    }

    private protected IEntityReader<T> Reader { get; }

    private protected TFields Fields { get; }

    private protected ItemsRead Read { get; }

    /// <summary>The maximum number of items; <see langword="null"/> without one.</summary>
    private protected int? Most { get; }

    private bool IsFiltered => Read.Filter is not null || Reader.IsEntity is not null;

    /// <summary>
    /// Requires a condition of the items, which DynamoDB evaluates: <c>Where(x =&gt; x.Status == OrderStatus.Open &amp; x.Total &gt;
    /// 100)</c>.
    /// </summary>
    /// <remarks>
    /// DynamoDB evaluates it after reading an item, and charges for items that do not satisfy it. To read only those that do, query an index.
    /// </remarks>
    /// <param name="condition">Gets the condition. It is required together with those of earlier calls.</param>
    /// <returns>The read with that condition.</returns>
    /// <exception cref="ArgumentException">
    /// The condition is on an attribute of the key that is queried: state a range instead. Or it is on one that the index does not contain.
    /// </exception>
    public TRead Where(Func<TFields, ItemCondition> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var added = condition(Fields) ?? throw new ArgumentException("The filter is null.", nameof(condition));
        if (Read is ItemQuery && FirstOfKey(added) is { } key)
        {
            throw new ArgumentException(
                $"{Place} cannot be filtered by {key}: it is part of the key that is queried, and DynamoDB filters by other attributes only. "
                + "State its value or a range of it as an argument of the query.",
                nameof(condition));
        }

        if (added.Attributes.FirstOrDefault(name => !Reader.Contains(Read.Index, name)) is { } absent)
        {
            throw new ArgumentException(
                $"{Place} cannot be filtered by {absent}, which the index does not contain. Name it in Include of another index, or "
                + "evaluate the condition after reading the items by their keys.",
                nameof(condition));
        }

        return With(Read with { Filter = ItemCondition.All(Read.Filter, added) }, Most);
    }

    /// <summary>Not available: this would read all items and evaluate the condition here.</summary>
    /// <param name="condition">A condition that is no <see cref="ItemCondition"/>.</param>
    /// <returns>Never.</returns>
    [Obsolete(
        "DynamoDB cannot evaluate this condition. Compare fields, and combine the comparisons with & and |: "
        + "x => x.Status == OrderStatus.Open & x.Total > 5. To evaluate a condition here, after reading: ToAsyncEnumerable().Where(…).",
        error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-1)]
    public TRead Where(Func<T, bool> condition) => throw new NotSupportedException();

    /// <summary>Gets the items as a plain sequence, for LINQ's methods of the same names.</summary>
    /// <returns>The items.</returns>
    public IAsyncEnumerable<T> ToAsyncEnumerable() => new Items(this);

    /// <summary>
    /// Sets whether the read returns every write that was acknowledged before it. Default: yes for the table itself, no for an index.
    /// </summary>
    /// <param name="isConsistent">
    /// <see langword="false"/> for eventual consistency, which costs half: a write of the last second may be missing.
    /// </param>
    /// <returns>The read with that consistency.</returns>
    /// <exception cref="InvalidOperationException">
    /// Consistency is required of a global secondary index, for which DynamoDB does not offer it.
    /// </exception>
    public TRead Consistent(bool isConsistent = true)
        => isConsistent && Read.Index is not null
            ? throw new InvalidOperationException(
                $"{Place} cannot be read consistently: DynamoDB updates global secondary indexes a little after the table. Query the "
                + "table itself, or get an item by its key.")
            : With(Read with { IsConsistent = isConsistent }, Most);

    /// <summary>Sets the maximum number of items returned, of all pages and after the filter.</summary>
    /// <param name="count">The number: 0 or more.</param>
    /// <returns>The read with that limit.</returns>
    public TRead Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return With(Read, Math.Min(count, Most ?? count));
    }

    /// <summary>
    /// Sets the number of items that one call to DynamoDB reads, before the filter (<c>Limit</c>). Default: as many as are needed, at
    /// most 1 MB a call. It changes the number of calls, not the items.
    /// </summary>
    /// <param name="items">The number: 1 or more.</param>
    /// <returns>The read with that page size.</returns>
    public TRead PageSize(int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        return With(Read with { Limit = items }, Most);
    }

    /// <summary>Counts the items: reads all pages, but receives only their numbers (<c>Select=COUNT</c>).</summary>
    /// <remarks>DynamoDB charges as much as for reading the items.</remarks>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The number, at most that of <see cref="Take"/>.</returns>
    /// <exception cref="OverflowException">There are more than 2,147,483,647 items.</exception>
    public async Task<int> CountAsync(CancellationToken cancellationToken = default)
    {
        var (read, count, most) = (Counting(), 0, Most ?? int.MaxValue);
        do
        {
            var page = await Reader.ReadAsync(read, cancellationToken).ConfigureAwait(false);
            count = checked(count + (read.IsCount ? page.Count : CountOf(page)));
            read = read with { After = page.LastKey };
        }
        while (!read.After.IsAbsent && count < most);

        return Math.Min(count, most);
    }

    /// <summary>Gets the first item.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The item, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="ItemFormatException">The item cannot be read as the entity.</exception>
    public async Task<T?> FirstOrDefaultAsync(CancellationToken cancellationToken = default)
    {
        var items = Take(1).GetAsyncEnumerator(cancellationToken);
        await using (items.ConfigureAwait(false))
        {
            return await items.MoveNextAsync().ConfigureAwait(false) ? items.Current : null;
        }
    }

    /// <summary>Reads a page of exactly as many items as asked for, or of all that are left.</summary>
    /// <remarks>
    /// With a filter, or in a table of several entities, it makes as many calls as it needs to fill the page, each of which reads at least
    /// 100 items or <see cref="PageSize"/>: to the end of the partition, if few items satisfy the filter.
    /// </remarks>
    /// <param name="size">The number of items: 1 or more.</param>
    /// <param name="token">The <see cref="TablePage{T}.NextToken"/> of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The page.</returns>
    /// <exception cref="PageTokenException">
    /// The token was altered, or is one of another query: of another table, index, key, range, order or filter, or made with a key that
    /// is no longer configured.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// No <see cref="PageTokenKeys"/> are registered and the page has a token, or the read has a <see cref="Take"/>.
    /// </exception>
    /// <exception cref="ItemFormatException">An item cannot be read as the entity.</exception>
    public async Task<TablePage<T>> ToPageAsync(int size, string? token = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (Most is not null)
        {
            throw new InvalidOperationException(
                $"{Place} cannot be read in pages after Take: the size of a page is its own limit. Leave out Take.");
        }

        var read = Read with { After = token is null ? default : PageToken.Open(Reader, Read, token), ReturnsCapacity = true };
        var (items, last, units) = (new List<T>(Math.Min(size, LeastFiltered)), default(ItemImage), 0d);
        while (true)
        {
            // One more than the page has, to know whether there is another page.
            read = read with { Limit = LimitFor(size - items.Count + 1L) };
            var found = await Reader.ReadAsync(read, cancellationToken).ConfigureAwait(false);
            units += found.CapacityUnits ?? 0;
            foreach (var image in found.Items)
            {
                if (items.Count == size)
                {
                    if (Reader.IsOfEntity(image))
                    {
                        return PageUntil(Reader.KeyOf(last, Read.Index));
                    }
                }
                else if (Reader.TryRead(image, Read.Index, out var item))
                {
                    items.Add(item);
                    last = image;
                }
            }

            if (found.LastKey.IsAbsent)
            {
                return new TablePage<T>(items, null, units);
            }

            if (items.Count == size)
            {
                return PageUntil(found.LastKey);
            }

            read = read with { After = found.LastKey };
        }

        TablePage<T> PageUntil(in ItemImage key) => new(items, PageToken.Seal(Reader, Read, key), units);
    }

    /// <summary>Reads the items page by page: a page is read when its first item is requested.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items. The enumeration throws an <see cref="ItemFormatException"/> at an item that cannot be read as the entity;
    /// <see cref="ItemFormatException.Key"/> tells which one.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var (read, left) = (Read, Most ?? int.MaxValue);
        while (left > 0)
        {
            read = Most is null ? read : read with { Limit = LimitFor(left) };
            var page = await Reader.ReadAsync(read, cancellationToken).ConfigureAwait(false);
            foreach (var image in page.Items)
            {
                if (Reader.TryRead(image, read.Index, out var item))
                {
                    yield return item;
                    if (--left == 0)
                    {
                        yield break;
                    }
                }
            }

            if (page.LastKey.IsAbsent)
            {
                yield break;
            }

            read = read with { After = page.LastKey };
        }
    }

    private protected abstract TRead With(ItemsRead read, int? take);

    private protected TRead With(ItemsRead read) => With(read, Most);

    // For errors: "Order in the index 'by-customer' of orders".
    private protected string Place => string.Create(
        CultureInfo.InvariantCulture,
        $"{Reader.Names.Entity} in {(Read.Index is null ? "" : $"the index '{Read.Index}' of ")}{Reader.Names.Table}");

    private int? LimitFor(long wanted)
        => Read.Limit ?? (int)Math.Min(IsFiltered ? Math.Max(wanted, LeastFiltered) : wanted, int.MaxValue);

    // DynamoDB counts the entity's items, unless it takes an attribute of the key to tell them.
    private ItemsRead Counting()
    {
        if (Reader.IsEntity is not { } isEntity)
        {
            return Read with { IsCount = true };
        }

        return Read is ItemQuery && FirstOfKey(isEntity) is not null
            ? Read with { Attributes = [.. isEntity.Attributes] }
            : Read with { IsCount = true, Filter = ItemCondition.All(Read.Filter, isEntity) };
    }

    private string? FirstOfKey(ItemCondition condition)
    {
        var keys = Reader.KeyNames(Read.Index);
        return condition.Attributes.FirstOrDefault(keys.Contains);
    }

    private int CountOf(ItemPage page)
    {
        var count = 0;
        foreach (var image in page.Items)
        {
            count += Reader.IsOfEntity(image) ? 1 : 0;
        }

        return count;
    }

    // Has none of the read's own methods, so that LINQ's apply.
    private sealed class Items(TableRead<T, TFields, TRead> read) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken) => read.GetAsyncEnumerator(cancellationToken);
    }
}
