using Fw24.Model;

namespace Fw24.Tables;

/// <summary>The items of one entity in a store.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <param name="table">The table.</param>
/// <param name="entity">The entity.</param>
/// <param name="store">Where the items are.</param>
internal sealed class Table<T>(TableModel table, EntityModel<T> entity, IItemStore store) : ITable<T>
    where T : class
{
    public ITable<T> As(string actor) => throw null!;

    public Task PutAsync(T item, CancellationToken cancellationToken = default) => throw null!;

    public Task CreateAsync(T item, CancellationToken cancellationToken = default) => throw null!;

    public Task ReplaceAsync(T item, CancellationToken cancellationToken = default) => throw null!;

    public Task ReplaceAsync(T item, long expectedVersion, CancellationToken cancellationToken = default) => throw null!;

    public Task<T?> GetAsync(ItemImage key, CancellationToken cancellationToken = default) => throw null!;

    public Task DeleteAsync(ItemImage key, CancellationToken cancellationToken = default) => throw null!;

    public IAsyncEnumerable<T> QueryAsync(ItemQuery query, CancellationToken cancellationToken = default)
        => throw new NotSupportedException($"{table.Name} {entity.Name} {store.GetType().Name} {query.PartitionKey}");
}
