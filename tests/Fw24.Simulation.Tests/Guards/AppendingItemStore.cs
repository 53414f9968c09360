using System.Globalization;
using System.Text;
using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Gives every audit record of the meters a sort key of its own: the time at which it is stored, as it were.</summary>
internal sealed class AppendingItemStore(IItemStore store) : IItemStore
{
    private const string SortKey = "\"sk\":{\"S\":\"";

    private static long s_time;

    public ValueTask<bool> PutAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
    {
        var json = Encoding.UTF8.GetString(item.Json.Span);
        var start = json.IndexOf(SortKey, StringComparison.Ordinal);
        return start < 0
            ? store.PutAsync(table, item, condition, cancellationToken)
            : store.PutAsync(table, At(json, start + SortKey.Length, Interlocked.Increment(ref s_time)), condition, cancellationToken);
    }

    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
        => store.PutOrReadAsync(table, item, condition, cancellationToken);

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, PutCondition condition, CancellationToken cancellationToken)
        => store.DeleteAsync(table, key, condition, cancellationToken);

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken) => store.GetAsync(table, key, cancellationToken);

    public IAsyncEnumerable<ItemImage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken) => store.QueryAsync(table, query, cancellationToken);

    public IAsyncEnumerable<ItemImage> ScanAsync(string table, CancellationToken cancellationToken) => store.ScanAsync(table, cancellationToken);

    private static ItemImage At(string json, int start, long time)
        => new(Encoding.UTF8.GetBytes(json[..start] + time.ToString("D40", CultureInfo.InvariantCulture) + json[json.IndexOf('"', start)..]));
}
