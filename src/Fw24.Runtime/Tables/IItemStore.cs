namespace Fw24.Tables;

/// <summary>Reads and writes whole items as DynamoDB JSON. Used by tables and by the DynamoDB audit sink.</summary>
/// <remarks>
/// Rejections by DynamoDB are <c>AmazonServiceException</c>s with its error code, as in the SDK: <c>ValidationException</c> for an item
/// over 400 KB.
/// </remarks>
public interface IItemStore
{
    /// <summary>
    /// The AWS Region of the tables, which <see cref="WriteRegionAttribute"/> properties receive; <see langword="null"/> if unknown.
    /// </summary>
    string? Region => null;

    /// <summary>Puts an item (PutItem).</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="item">The item.</param>
    /// <param name="condition">The condition on the stored item; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see langword="true"/> if the condition held; if not, nothing was written.</returns>
    ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken);

    /// <summary>Puts an item (PutItem), or returns the conflicting one. DynamoDB requires no read permission for that.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="item">The item.</param>
    /// <param name="condition">The condition on the stored item; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result and, if the condition did not hold, the stored item (<c>ReturnValuesOnConditionCheckFailure</c>).</returns>
    ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken);

    /// <summary>
    /// Writes some attributes of an item and keeps its others (UpdateItem). Creates the item if it does not exist, unless the condition
    /// requires it.
    /// </summary>
    /// <param name="table">The table's name.</param>
    /// <param name="update">The attributes.</param>
    /// <param name="condition">The condition on the stored item; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see langword="true"/> if the condition held; if not, nothing was written.</returns>
    ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken);

    /// <summary>
    /// Writes some attributes of an item and returns the whole item (UpdateItem). DynamoDB requires no read permission for that.
    /// </summary>
    /// <param name="table">The table's name.</param>
    /// <param name="update">The attributes.</param>
    /// <param name="condition">The condition on the stored item; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item after the update, or the stored item if the condition did not hold.</returns>
    ValueTask<UpdateResult> UpdateAndReadAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken);

    /// <summary>Gets an item (GetItem).</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The item's key, as a map of its one or two key attributes.</param>
    /// <param name="options">The consistency, and the attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item; absent when it does not exist.</returns>
    ValueTask<ItemImage> GetAsync(string table, ItemImage key, ItemReadOptions options, CancellationToken cancellationToken);

    /// <summary>Deletes an item (DeleteItem). Succeeds if it does not exist, unless the condition requires it.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The item's key.</param>
    /// <param name="condition">The condition on the stored item; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see langword="true"/> if the condition held; if not, nothing was deleted.</returns>
    ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken);

    /// <summary>Finds items of a partition (Query): a page of them, in the order of their sort keys.</summary>
    /// <remarks><see cref="ItemStoreExtensions.EnumerateAsync(IItemStore, string, ItemQuery, CancellationToken)"/> reads all
    /// pages.</remarks>
    /// <param name="table">The table's name.</param>
    /// <param name="query">The partition, the range of sort keys and the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page: at most 1 MB of items, before the filter.</returns>
    ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken);

    /// <summary>Reads items of a whole table or index (Scan): a page of them, in no order.</summary>
    /// <remarks><see cref="ItemStoreExtensions.EnumerateAsync(IItemStore, string, ItemScan, CancellationToken)"/> reads all
    /// pages.</remarks>
    /// <param name="table">The table's name.</param>
    /// <param name="scan">The segment and the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page: at most 1 MB of items, before the filter.</returns>
    ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken);

    /// <summary>Gets items of a table by their keys (BatchGetItem).</summary>
    /// <remarks>Each item is read by itself: together they are no snapshot, which <see cref="TransactGetAsync"/> is.</remarks>
    /// <param name="table">The table's name.</param>
    /// <param name="keys">1 to 100 different keys.</param>
    /// <param name="options">The consistency, and the attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The items that exist, and the keys to ask for again.</returns>
    ValueTask<BatchGetResult> BatchGetAsync(
        string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken);

    /// <summary>Puts and deletes items of a table (BatchWriteItem). Each is written by itself: some may be, and others not.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="writes">1 to 25 writes of different items.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The writes that DynamoDB did not perform, because it throttles the table: send them again.</returns>
    ValueTask<IReadOnlyList<BatchWrite>> BatchWriteAsync(
        string table, IReadOnlyList<BatchWrite> writes, CancellationToken cancellationToken);

    /// <summary>Writes items of one or several tables, all or none (TransactWriteItems).</summary>
    /// <param name="actions">1 to 100 actions on different items, of 4 MB in all.</param>
    /// <param name="token">
    /// The transaction's idempotency token (<c>ClientRequestToken</c>), 1 to 36 characters: a transaction with the token of one that was
    /// committed in the last 10 minutes writes nothing and counts as committed.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The reasons why the transaction was canceled; none if it was committed.</returns>
    ValueTask<TransactionResult> TransactAsync(IReadOnlyList<TransactionAction> actions, string token, CancellationToken cancellationToken);

    /// <summary>Gets items of one or several tables as they are at one time (TransactGetItems).</summary>
    /// <param name="keys">1 to 100 different keys, of items of 4 MB in all.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The items in the order of the keys; absent where none exists.</returns>
    ValueTask<IReadOnlyList<ItemImage>> TransactGetAsync(IReadOnlyList<TransactionKey> keys, CancellationToken cancellationToken);
}
