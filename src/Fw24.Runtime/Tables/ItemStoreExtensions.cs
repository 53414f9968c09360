using System.Runtime.CompilerServices;

namespace Fw24.Tables;

/// <summary>Reads all pages of queries and scans.</summary>
public static class ItemStoreExtensions
{
    /// <summary>Finds the items of a partition, in the order of their sort keys.</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="query">The partition, the range of sort keys and the size of pages.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items of all pages. A page is read when its first item is requested.</returns>
    public static async IAsyncEnumerable<ItemImage> EnumerateAsync(
        this IItemStore store, string table, ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(query);
        do
        {
            var page = await store.QueryAsync(table, query, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            query = query with { After = page.LastKey };
        }
        while (!query.After.IsAbsent);
    }

    /// <summary>Reads the items of a table or an index, or of one segment of it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="scan">The segment and the size of pages.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items of all pages, in no order. A page is read when its first item is requested.</returns>
    public static async IAsyncEnumerable<ItemImage> EnumerateAsync(
        this IItemStore store, string table, ItemScan scan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(scan);
        do
        {
            var page = await store.ScanAsync(table, scan, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            scan = scan with { After = page.LastKey };
        }
        while (!scan.After.IsAbsent);
    }
}
