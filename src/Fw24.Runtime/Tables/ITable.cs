namespace Fw24;

/// <summary>Reads and writes the items of one entity. Generated extensions add <c>GetAsync</c>, <c>DeleteAsync</c> and <c>QueryAsync</c> with typed keys.</summary>
/// <typeparam name="T">The entity.</typeparam>
public interface ITable<T>
    where T : class
{
    /// <summary>The same table, on behalf of somebody: what it puts carries the name in the entity's <see cref="AuditActorAttribute"/> property.</summary>
    /// <param name="actor">Who acts.</param>
    /// <returns>The table for that actor.</returns>
    ITable<T> As(string actor);

    /// <summary>Puts an item, replacing the one with its key.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PutAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Puts an item that must not exist yet.</summary>
    /// <remarks>
    /// When the answer to a call is lost, the AWS SDK makes it again, and may meet the item that the first try put: then this throws although
    /// the item is there. Who must know whether it is one's own has to be able to tell by what it says. The same holds of replacing a version.
    /// </remarks>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ItemConditionException">There is an item with its key.</exception>
    Task CreateAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Puts an item in place of one that must exist.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ItemConditionException">There is no item with its key.</exception>
    Task ReplaceAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Puts an item in place of one that must still have a version; the item is stored with the next one.</summary>
    /// <param name="item">The item.</param>
    /// <param name="expectedVersion">The version the stored item must have.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ItemConditionException">The stored item has another version, or there is none.</exception>
    /// <exception cref="InvalidOperationException">The entity has no <see cref="VersionAttribute"/> property.</exception>
    Task ReplaceAsync(T item, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Gets an item by its key. Generated overloads take the key's parts.</summary>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item, or <see langword="null"/>.</returns>
    Task<T?> GetAsync(ItemImage key, CancellationToken cancellationToken = default);

    /// <summary>Deletes an item by its key. Generated overloads take the key's parts.</summary>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteAsync(ItemImage key, CancellationToken cancellationToken = default);

    /// <summary>Finds the entity's items of a partition. Generated overloads take the key's parts.</summary>
    /// <param name="query">The partition and the range of sort keys, of the table or of one of its indexes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The items, in order of their sort keys. Items of other entities are passed over.</returns>
    /// <exception cref="InvalidOperationException">The index holds only keys (<see cref="IndexProjection.KeysOnly"/>), of which no entity can be read.</exception>
    IAsyncEnumerable<T> QueryAsync(Tables.ItemQuery query, CancellationToken cancellationToken = default);
}
