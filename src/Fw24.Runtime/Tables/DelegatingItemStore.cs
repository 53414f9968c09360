namespace Fw24.Tables;

/// <summary>A store that passes every call to another one. A derived class changes some of them.</summary>
/// <param name="store">The other store.</param>
public abstract class DelegatingItemStore(IItemStore store) : IItemStore
{
    /// <summary>The other store.</summary>
    protected IItemStore Store { get; } = store;

    /// <inheritdoc/>
    public virtual string? Region => Store.Region;

    /// <inheritdoc/>
    public virtual ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.PutAsync(table, item, condition, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.PutOrReadAsync(table, item, condition, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.UpdateAsync(table, update, condition, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<UpdateResult> UpdateAndReadAsync(
        string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.UpdateAndReadAsync(table, update, condition, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ItemImage> GetAsync(
        string table, ItemImage key, ItemReadOptions options, CancellationToken cancellationToken)
        => Store.GetAsync(table, key, options, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.DeleteAsync(table, key, condition, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        => Store.QueryAsync(table, query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken)
        => Store.ScanAsync(table, scan, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<BatchGetResult> BatchGetAsync(
        string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
        => Store.BatchGetAsync(table, keys, options, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<BatchWrite>> BatchWriteAsync(
        string table, IReadOnlyList<BatchWrite> writes, CancellationToken cancellationToken)
        => Store.BatchWriteAsync(table, writes, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<TransactionResult> TransactAsync(
        IReadOnlyList<TransactionAction> actions, string token, CancellationToken cancellationToken)
        => Store.TransactAsync(actions, token, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ItemImage>> TransactGetAsync(
        IReadOnlyList<TransactionKey> keys, CancellationToken cancellationToken)
        => Store.TransactGetAsync(keys, cancellationToken);
}
