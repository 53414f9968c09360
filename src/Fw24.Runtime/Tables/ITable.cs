namespace Fw24;

/// <summary>Reads and writes the items of one entity. Generated extensions add <c>GetAsync</c>, <c>DeleteAsync</c> and <c>QueryAsync</c> with typed keys.</summary>
/// <remarks>
/// <para>
/// <b>Versions.</b> Of an entity with a <see cref="VersionAttribute"/> property every write of an item checks and counts: it happens only while
/// the stored item has the version that the written one was read with, and stores the next version. Version 0 is that of an item that was never
/// stored, and of a stored one without the attribute. What a write returns has the stored version, so that the next write needs no read.
/// <see cref="WithoutVersioning"/> and deleting by key do not check.
/// </para>
/// <para>
/// When the answer to a call is lost, the AWS SDK makes it again, and may meet the item that its first try stored: then a checked write throws
/// <see cref="ItemConditionException"/> although it happened. A stored item that is equal to the written one does not prove it, for another
/// writer may have stored the same: who must know has to be able to tell by what the item says.
/// </para>
/// <para>
/// <b>Secrets.</b> An item that was read from a change message lacks its <see cref="SensitiveAttribute"/> values. No write takes such an
/// instance, nor one with the mark of a redaction (<c>***</c>, <c>hmac:…</c>) in a sensitive attribute: <see cref="RedactedItemException"/>. A copy
/// (<c>change.New with { … }</c>) whose sensitive attributes were removed cannot be told from an item that never had them.
/// </para>
/// <para>Every write throws <see cref="ArgumentException"/> for an item that DynamoDB cannot hold or that could not be read back, before any call.</para>
/// </remarks>
/// <typeparam name="T">The entity.</typeparam>
public interface ITable<T>
    where T : class
{
    /// <summary>The same table, on behalf of somebody: what it puts carries the name in the entity's <see cref="AuditActorAttribute"/> property.</summary>
    /// <param name="actor">Who acts.</param>
    /// <returns>The table for that actor.</returns>
    /// <exception cref="InvalidOperationException">The entity has no <see cref="AuditActorAttribute"/> property.</exception>
    ITable<T> As(string actor);

    /// <summary>The same table, which takes the entity's <see cref="VersionAttribute"/> property for any other: writes neither check nor count it, and store what the item says.</summary>
    /// <remarks>
    /// For imports and restores. It writes over what others wrote, and who checks only notices if the version changes: to overwrite a
    /// living item, count on with <c>item with { Version = item.Version + 1 }</c>. <see cref="ReplaceAsync(T, long, CancellationToken)"/> checks all the same.
    /// </remarks>
    /// <returns>The table without versions.</returns>
    ITable<T> WithoutVersioning();

    /// <summary>The same table, which takes items that came out of change messages and redaction marks for what they are: writes store them in place of what they hide.</summary>
    /// <remarks>For secrets that are to be erased, and for values that only look like a mark.</remarks>
    /// <returns>The table without that check.</returns>
    ITable<T> WithoutRedactionCheck();

    /// <summary>Puts an item, replacing the one with its key.</summary>
    /// <remarks>
    /// An entity with a <see cref="VersionAttribute"/> property: only while the stored item has the item's version or, when that is 0, there is
    /// none or one of version 0. The item is stored with the next version.
    /// </remarks>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as it is stored: with the next version and the actor.</returns>
    /// <exception cref="ItemConditionException">The stored item has another version, or there is none any more.</exception>
    /// <exception cref="RedactedItemException">The item came out of a change message.</exception>
    Task<T> PutAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Puts an item that must not exist yet.</summary>
    /// <remarks>An entity with a <see cref="VersionAttribute"/> property: the item is stored with version 1, whatever version it says.</remarks>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as it is stored: with version 1 and the actor.</returns>
    /// <exception cref="ItemConditionException">There is an item with its key.</exception>
    /// <exception cref="RedactedItemException">The item came out of a change message.</exception>
    Task<T> CreateAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Puts an item in place of one that must exist.</summary>
    /// <remarks>
    /// An entity with a <see cref="VersionAttribute"/> property: the stored item must have the item's version. The item is stored with the next one.
    /// </remarks>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as it is stored: with the next version and the actor.</returns>
    /// <exception cref="ItemConditionException">There is no item with its key, or it has another version.</exception>
    /// <exception cref="RedactedItemException">The item came out of a change message.</exception>
    Task<T> ReplaceAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Puts an item in place of one that must have a version, whatever version the item says. It is stored with the next one.</summary>
    /// <param name="item">The item.</param>
    /// <param name="expectedVersion">The version the stored item must have; one without the attribute has version 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as it is stored: with the next version and the actor.</returns>
    /// <exception cref="ItemConditionException">The stored item has another version, or there is none.</exception>
    /// <exception cref="RedactedItemException">The item came out of a change message.</exception>
    /// <exception cref="InvalidOperationException">The entity has no <see cref="VersionAttribute"/> property.</exception>
    /// <exception cref="ArgumentException">The expected version is negative or the largest there is.</exception>
    Task<T> ReplaceAsync(T item, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Gets an item by its key. Generated overloads take the key's parts.</summary>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item, or <see langword="null"/>.</returns>
    Task<T?> GetAsync(ItemImage key, CancellationToken cancellationToken = default);

    /// <summary>Deletes an item. One that is not there is success.</summary>
    /// <remarks>An entity with a <see cref="VersionAttribute"/> property: only while the stored item has the item's version.</remarks>
    /// <param name="item">The item: its key and its version count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ItemConditionException">The stored item has another version.</exception>
    Task DeleteAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Deletes an item by its key, whatever its version is. One that is not there is success. Generated overloads take the key's parts.</summary>
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
