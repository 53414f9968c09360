using System.Runtime.CompilerServices;

namespace Fw24.Tables;

/// <summary>Reads all pages of queries and scans, and whole items.</summary>
public static class ItemStoreExtensions
{
    /// <summary>Gets a whole item (GetItem, consistent).</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The item's key, as a map of its one or two key attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item; absent when it does not exist.</returns>
    public static ValueTask<ItemImage> GetAsync(
        this IItemStore store, string table, ItemImage key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.GetAsync(table, key, ItemReadOptions.Default, cancellationToken);
    }

    /// <summary>Gets whole items of a table by their keys (BatchGetItem, consistent).</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="keys">1 to 100 different keys.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The items that exist, and the keys to ask for again.</returns>
    public static ValueTask<BatchGetResult> BatchGetAsync(
        this IItemStore store, string table, IReadOnlyList<ItemImage> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.BatchGetAsync(table, keys, ItemReadOptions.Default, cancellationToken);
    }

    /// <summary>Finds the items of a partition, in the order of their sort keys.</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="query">The partition, the range of sort keys and the size of pages.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items of all pages. A page is read when its first item is requested.</returns>
    public static IAsyncEnumerable<ItemImage> EnumerateAsync(
        this IItemStore store, string table, ItemQuery query, CancellationToken cancellationToken = default)
        => ReadAsync(store, query, (store, query, token) => store.QueryAsync(table, query, token), cancellationToken);

    /// <summary>Reads the items of a table or an index, or of one segment of it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="scan">The segment and the size of pages.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items of all pages, in no order. A page is read when its first item is requested.</returns>
    public static IAsyncEnumerable<ItemImage> EnumerateAsync(
        this IItemStore store, string table, ItemScan scan, CancellationToken cancellationToken = default)
        => ReadAsync(store, scan, (store, scan, token) => store.ScanAsync(table, scan, token), cancellationToken);

    private static async IAsyncEnumerable<ItemImage> ReadAsync<TRead>(
        IItemStore store,
        TRead read,
        Func<IItemStore, TRead, CancellationToken, ValueTask<ItemPage>> readPage,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRead : ItemsRead
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(read);
        do
        {
            var page = await readPage(store, read, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            read = read with { After = page.LastKey };
        }
        while (!read.After.IsAbsent);
    }
}
