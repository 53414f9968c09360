using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Takes what tells of missing records, and forgets it.</summary>
internal sealed class HeadlessItemStore(IItemStore store) : IItemStore
{
    public ValueTask<bool> PutAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
        => store.PutAsync(table, item, condition, cancellationToken);

    public ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken)
        => new(new PutResult(IsPut: true, default));

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, PutCondition condition, CancellationToken cancellationToken)
        => store.DeleteAsync(table, key, condition, cancellationToken);

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken) => store.GetAsync(table, key, cancellationToken);

    public IAsyncEnumerable<ItemImage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken) => store.QueryAsync(table, query, cancellationToken);

    public IAsyncEnumerable<ItemImage> ScanAsync(string table, CancellationToken cancellationToken) => store.ScanAsync(table, cancellationToken);
}
