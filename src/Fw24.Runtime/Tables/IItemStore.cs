namespace Fw24.Tables;

/// <summary>Reads and writes whole items as DynamoDB JSON. Tables and the DynamoDB audit sink work on this.</summary>
/// <remarks>What DynamoDB refuses is an <c>AmazonServiceException</c> with its error code, as the SDK throws it: <c>ValidationException</c> for an item over 400 KB.</remarks>
public interface IItemStore
{
    /// <summary>Puts an item (PutItem).</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="item">The item.</param>
    /// <param name="condition">What must hold of the stored item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the condition held; if not, nothing was written.</returns>
    ValueTask<bool> PutAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken);

    /// <summary>Puts an item (PutItem), and learns what is in the way. DynamoDB asks for no right to read for that.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="item">The item.</param>
    /// <param name="condition">What must hold of the stored item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the condition held and, if not, the stored item (<c>ReturnValuesOnConditionCheckFailure</c>).</returns>
    ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, PutCondition condition, CancellationToken cancellationToken);

    /// <summary>Gets an item (GetItem, consistent).</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The item's key, as a map of its one or two key attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item; absent when there is none.</returns>
    ValueTask<ItemImage> GetAsync(string table, ItemImage key, CancellationToken cancellationToken);

    /// <summary>Deletes an item (DeleteItem). One that is not there is success, unless the condition asks for it.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The item's key.</param>
    /// <param name="condition">What must hold of the stored item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the condition held; if not, nothing was deleted.</returns>
    ValueTask<bool> DeleteAsync(string table, ItemImage key, PutCondition condition, CancellationToken cancellationToken);

    /// <summary>Finds the items of a partition (Query), in order of their sort keys: consistent, unless an index is queried.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="query">The partition and the range of sort keys.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The items; of an index, with the attributes that it holds.</returns>
    IAsyncEnumerable<ItemImage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken);

    /// <summary>Reads all items (Scan, consistent).</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The items, in no order.</returns>
    IAsyncEnumerable<ItemImage> ScanAsync(string table, CancellationToken cancellationToken);
}
