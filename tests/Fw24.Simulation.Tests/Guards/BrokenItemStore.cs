using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>
/// A store that differs from another one only in its puts. Both put methods are combined here, so that a sink meets the fault whichever it uses.
/// </summary>
internal abstract class BrokenItemStore(IItemStore store) : IItemStore
{
    protected IItemStore Store { get; } = store;

    public async ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => (await PutOrReadAsync(table, item, condition, cancellationToken)).IsPut;

    public abstract ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken);

    public ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.UpdateAsync(table, update, condition, cancellationToken);

    public ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken)
        => Store.GetAsync(table, key, cancellationToken);

    public ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.DeleteAsync(table, key, condition, cancellationToken);

    public IAsyncEnumerable<ItemImage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        => Store.EnumerateAsync(table, query, cancellationToken);

    public IAsyncEnumerable<ItemImage> ScanAsync(string table, CancellationToken cancellationToken)
        => Store.EnumerateAsync(table, new ItemScan(), cancellationToken);
}
