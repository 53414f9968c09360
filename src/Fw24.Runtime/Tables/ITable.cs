namespace Fw24;

/// <summary>
/// Reads and writes the items of one entity. Generated extensions add <c>GetAsync</c>, <c>UpdateAsync</c>, <c>DeleteAsync</c> and
/// <c>Query</c> with typed keys.
/// </summary>
/// <remarks>
/// <para>
/// <b>Versions.</b> If the entity has a <see cref="VersionAttribute"/> property, every write checks and increments the version: it
/// succeeds only if
/// the stored item has the version that the written one was read with, and stores the next version. Version 0 is that of an item that was
/// never
/// stored, and of a stored one without the attribute. A write returns the item with the stored version, so that the next write needs no
/// read.
/// <see cref="WithoutVersioning"/> and deleting by key skip the check.
/// </para>
/// <para>
/// If the response of a call is lost, the AWS SDK retries the call and may find the item that its first attempt stored: a checked write
/// then throws
/// <see cref="ItemConditionException"/> although it succeeded. A stored item that equals the written one does not prove success, because
/// another
/// writer may have stored the same. To detect your own earlier write, store an identifying value in the item.
/// </para>
/// <para>
/// <b>Secrets.</b> An item read from a change message lacks its <see cref="SensitiveAttribute"/> values. All writes reject such an
/// instance, and one with a redaction mark (<c>***</c>, <c>hmac:…</c>) in a sensitive attribute: <see cref="RedactedItemException"/>. A
/// copy
/// (<c>change.New with { … }</c>) whose sensitive attributes were removed cannot be distinguished from an item that never had them.
/// </para>
/// <para>
/// <b>Indexes.</b> An item read from an index with <see cref="IndexProjection.Include"/> has the class's own values for the attributes that
/// the index does not contain. Writes reject such an instance with an <see cref="InvalidOperationException"/>, and cannot recognize a copy
/// of it: get an item by its key before changing it. Such an item can be deleted, if the index contains its version.
/// </para>
/// <para>Every write throws <see cref="ArgumentException"/> before any call for an item that DynamoDB cannot store or that could not be
/// read back.</para>
/// </remarks>
/// <typeparam name="T">The entity.</typeparam>
public interface ITable<T>
    where T : class
{
    /// <summary>
    /// Gets the same table on behalf of an actor: its writes store the actor's name in the entity's <see cref="AuditActorAttribute"/>
    /// property.
    /// </summary>
    /// <param name="actor">The actor's name.</param>
    /// <returns>The table for that actor.</returns>
    /// <exception cref="InvalidOperationException">The entity has no <see cref="AuditActorAttribute"/> property.</exception>
    ITable<T> As(string actor);

    /// <summary>
    /// Gets the same table with a reason, which the audit records of its writes have (<c>AuditEntry.Reason</c> and <c>Fields</c>):
    /// <c>orders.As("u-7").Because("ticket 4711", ("ticket", "4711"))</c>.
    /// </summary>
    /// <remarks>
    /// A write stores it in the item, in the attribute <c>fw24:because</c>, which entities and their changes do not have. Like the item,
    /// it is in the table and in the messages of its changes: it is no place for secrets. A delete stores it if deletes of the entity
    /// store their actor (<see cref="AuditActorAttribute.StampDeletes"/>) and there is one.
    /// </remarks>
    /// <param name="reason">The reason.</param>
    /// <param name="fields">
    /// Further details, each of another name. With the reason they have at most 1,024 bytes in UTF-8, so a write costs at most one unit
    /// more.
    /// </param>
    /// <returns>The table with that reason, instead of an earlier one.</returns>
    /// <exception cref="InvalidOperationException">The table has no audit (<see cref="AuditAttribute"/>).</exception>
    /// <exception cref="ArgumentException">
    /// The reason or a name is empty, two fields have the same name, a text is no valid Unicode, or all are too long.
    /// </exception>
    ITable<T> Because(string reason, params IReadOnlyList<(string Name, string Value)> fields);

    /// <summary>
    /// Gets the same table without versioning: writes neither check nor increment the <see cref="VersionAttribute"/> property, and store
    /// its value as is.
    /// </summary>
    /// <remarks>
    /// For imports and restores. Writes overwrite concurrent changes, and checked writers notice only if the version changes: to
    /// overwrite a
    /// live item, increment it with <c>item with { Version = item.Version + 1 }</c>. <see cref="ReplaceAsync(T, long,
    /// CancellationToken)"/> still checks.
    /// </remarks>
    /// <returns>The table without versions.</returns>
    ITable<T> WithoutVersioning();

    /// <summary>
    /// Gets the same table without the redaction check: writes accept items from change messages and redaction marks, and store them as
    /// is.
    /// </summary>
    /// <remarks>For erasing secrets, and for values that only look like a mark. The written values replace the hidden ones.</remarks>
    /// <returns>The table without that check.</returns>
    ITable<T> WithoutRedactionCheck();

    /// <summary>
    /// Gets the same table with a condition that the stored item must satisfy: its writes and deletes happen only if the condition holds. A
    /// generated overload accepts the entity's fields: <c>orders.When(x =&gt; x.Status == OrderStatus.Open)</c>.
    /// </summary>
    /// <param name="condition">The condition. It is required together with those of earlier calls and of versions.</param>
    /// <returns>The table with that condition.</returns>
    ITable<T> When(ItemCondition condition);

    /// <summary>Gets the same table with another consistency of its reads: <c>orders.Consistent(false).GetAsync("ord-1")</c>.</summary>
    /// <param name="isConsistent">
    /// <see langword="false"/> for eventual consistency, which costs half: a write of the last second may be missing. By default, a table
    /// returns every write that was acknowledged before the read. Queries of indexes are always eventually consistent.
    /// </param>
    /// <returns>The table with that consistency.</returns>
    ITable<T> Consistent(bool isConsistent = true);

    /// <summary>Writes an item: creates it, or writes its properties to the existing one with the same key.</summary>
    /// <remarks>
    /// Attributes of the stored item that the class does not have, such as those that a later version of the class writes, are kept
    /// (<see cref="ReplaceAsync(T, CancellationToken)"/> removes them). A property that is null removes its attribute. It is one call and
    /// one write (<c>UpdateItem</c>) and costs as much as replacing the item. With a <see cref="VersionAttribute"/> property: only if the
    /// stored item has the item's version or, for version 0, if there is none or one of version 0. The item is stored with the next
    /// version.
    /// </remarks>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as stored: with the next version and the actor.</returns>
    /// <exception cref="ItemConditionException">The stored item has another version, or no longer exists.</exception>
    /// <exception cref="RedactedItemException">The item was read from a change message.</exception>
    Task<T> PutAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Puts an item that must not exist yet.</summary>
    /// <remarks>With a <see cref="VersionAttribute"/> property: the item is stored with version 1, whatever its version is.</remarks>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as stored: with version 1 and the actor.</returns>
    /// <exception cref="ItemConditionException">An item with the same key exists.</exception>
    /// <exception cref="RedactedItemException">The item was read from a change message.</exception>
    Task<T> CreateAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Replaces an item that must exist: attributes that the class does not have are removed.</summary>
    /// <remarks>
    /// With a <see cref="VersionAttribute"/> property: the stored item must have the item's version. The item is stored with the next one.
    /// </remarks>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as stored: with the next version and the actor.</returns>
    /// <exception cref="ItemConditionException">No item with the same key exists, or it has another version.</exception>
    /// <exception cref="RedactedItemException">The item was read from a change message.</exception>
    Task<T> ReplaceAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces an item that must have the expected version, regardless of the given item's version. It is stored with the next one, and
    /// attributes that the class does not have are removed.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="expectedVersion">The expected version of the stored item; one without the attribute has version 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as stored: with the next version and the actor.</returns>
    /// <exception cref="ItemConditionException">The stored item has another version, or does not exist.</exception>
    /// <exception cref="RedactedItemException">The item was read from a change message.</exception>
    /// <exception cref="InvalidOperationException">The entity has no <see cref="VersionAttribute"/> property.</exception>
    /// <exception cref="ArgumentException">The expected version is negative or the largest possible one.</exception>
    Task<T> ReplaceAsync(T item, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes some properties of a stored item in one call (UpdateItem), without reading it. Generated overloads accept the key's parts and
    /// the entity's fields: <c>orders.UpdateAsync("ord-1", u =&gt; u.Set(x =&gt; x.Status, OrderStatus.Paid).Add(x =&gt; x.Count, 1))</c>.
    /// </summary>
    /// <remarks>
    /// The item must exist, unless the update says <see cref="UpdateBuilder{TFields}.OrCreate"/>, and in a table of several entities be
    /// one of
    /// this entity. With a <see cref="VersionAttribute"/> property: its version is incremented, so that checked writers notice, and
    /// compared
    /// only with <see cref="UpdateBuilder{TFields}.IfVersion"/>. The actor and the region are stored as by a put.
    /// </remarks>
    /// <typeparam name="TFields">The entity's fields.</typeparam>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="fields">The entity's fields.</param>
    /// <param name="update">Says what to write.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item as stored.</returns>
    /// <exception cref="ItemConditionException">The item does not exist, has another version, or does not satisfy a condition.</exception>
    /// <exception cref="RedactedItemException">A value of a sensitive property is a redaction mark.</exception>
    /// <exception cref="ItemFormatException">The update is stored, and the item cannot be read: a sum is no value of its
    /// property.</exception>
    Task<T> UpdateAsync<TFields>(ItemImage key, TFields fields, Action<UpdateBuilder<TFields>> update, CancellationToken cancellationToken = default);

    /// <summary>Gets an item by its key. Generated overloads accept the key's parts.</summary>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item, or <see langword="null"/>.</returns>
    /// <exception cref="ItemFormatException">The item cannot be read as the entity.</exception>
    Task<T?> GetAsync(ItemImage key, CancellationToken cancellationToken = default);

    /// <summary>Gets some attributes of an item by its key, and nothing else of it. Generated overloads accept the key's parts.</summary>
    /// <typeparam name="TRow">The class with some of the entity's properties: one with <see cref="ProjectionAttribute"/>.</typeparam>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item's part, or <see langword="null"/>.</returns>
    /// <exception cref="ItemFormatException">The item cannot be read as the class.</exception>
    Task<TRow?> GetAsync<TRow>(ItemImage key, CancellationToken cancellationToken = default)
        where TRow : class, IProjection<T, TRow>;

    /// <summary>Deletes an item. Succeeds if it does not exist.</summary>
    /// <remarks>
    /// With a <see cref="VersionAttribute"/> property: only if the stored item has the item's version. With
    /// <see cref="AuditActorAttribute.StampDeletes"/> and an actor it is two writes, of which the first stores the actor.
    /// </remarks>
    /// <param name="item">The item: only its key and version matter.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">
    /// The item was read from an index that does not contain its version, or the table has a reason (<see cref="Because"/>) that a delete
    /// cannot store.
    /// </exception>
    /// <exception cref="ItemConditionException">The stored item has another version.</exception>
    Task DeleteAsync(T item, CancellationToken cancellationToken = default);

    /// <summary>Deletes an item by its key, regardless of its version. Succeeds if it does not exist, unless a condition of
    /// <see cref="When"/> requires it. Generated overloads accept the key's parts.</summary>
    /// <param name="key">The key as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteAsync(ItemImage key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates a query of a partition. Generated overloads accept the values of the table's key or an index's:
    /// <c>orders.QueryByCustomer("cus-1", KeyRange.From(day)).Where(x =&gt; x.Status == OrderStatus.Open)</c>.
    /// </summary>
    /// <typeparam name="TFields">The entity's fields.</typeparam>
    /// <param name="query">The partition and the range of sort keys, of the table or of one of its indexes.</param>
    /// <param name="fields">The entity's fields.</param>
    /// <returns>The query. Nothing is read yet.</returns>
    /// <exception cref="InvalidOperationException">
    /// The index contains only keys (<see cref="IndexProjection.KeysOnly"/>), from which no entity can be read.
    /// </exception>
    TableQuery<T, TFields> Query<TFields>(Tables.ItemQuery query, TFields fields);

    /// <summary>
    /// Creates a query that reads some properties of the items: of an index, too, that contains no more. Generated methods with typed keys
    /// call it for such indexes; otherwise <c>Select</c> of a query does the same.
    /// </summary>
    /// <typeparam name="TRow">The class with some of the entity's properties: one with <see cref="ProjectionAttribute"/>.</typeparam>
    /// <typeparam name="TFields">The entity's fields.</typeparam>
    /// <param name="query">The partition and the range of sort keys, of the table or of one of its indexes.</param>
    /// <param name="fields">The entity's fields.</param>
    /// <returns>The query. Nothing is read yet.</returns>
    /// <exception cref="InvalidOperationException">The index does not contain an attribute of the class.</exception>
    TableQuery<TRow, TFields> Query<TRow, TFields>(Tables.ItemQuery query, TFields fields)
        where TRow : class, IProjection<T, TRow>;

    /// <summary>
    /// Creates a query of a partition for the items of all entities of the table, in the order of their sort keys. A generated overload
    /// accepts the key: <c>orders.QueryCollection("ord-1")</c>.
    /// </summary>
    /// <remarks>
    /// Each item is read as its entity (<see cref="CollectionItem.Value"/>). Rows of no entity are among them, audit records are not.
    /// </remarks>
    /// <typeparam name="TFields">The entity's fields, for a filter.</typeparam>
    /// <param name="query">The partition and the range of sort keys of the table.</param>
    /// <param name="fields">The entity's fields.</param>
    /// <returns>The query. Nothing is read yet.</returns>
    /// <exception cref="InvalidOperationException">The query is one of an index.</exception>
    TableQuery<CollectionItem, TFields> QueryCollection<TFields>(Tables.ItemQuery query, TFields fields);

    /// <summary>Creates a scan of all items. A generated overload supplies the fields: <c>orders.Scan()</c>.</summary>
    /// <typeparam name="TFields">The entity's fields.</typeparam>
    /// <param name="fields">The entity's fields.</param>
    /// <returns>The scan. Nothing is read yet.</returns>
    TableScan<T, TFields> Scan<TFields>(TFields fields);

    /// <summary>Finds the entity's items in a partition. Generated methods create queries with typed keys: <c>Query</c>.</summary>
    /// <param name="query">The partition and the range of sort keys, of the table or of one of its indexes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The items, in the order of their sort keys. Items of other entities are skipped.</returns>
    /// <exception cref="InvalidOperationException">
    /// The index contains only keys (<see cref="IndexProjection.KeysOnly"/>), from which no entity can be read, or does not include
    /// (<see cref="IndexProjection.Include"/>) an attribute without which the entity cannot be read.
    /// </exception>
    /// <exception cref="ItemFormatException">
    /// An item cannot be read as the entity; <see cref="ItemFormatException.Key"/> tells which one. The items before it have been returned.
    /// </exception>
    IAsyncEnumerable<T> QueryAsync(Tables.ItemQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets many items by their keys (BatchGetItem, up to 100 for a call). A generated overload accepts the keys' parts:
    /// <c>customers.GetManyAsync(["cus-1", "cus-2"])</c>.
    /// </summary>
    /// <remarks>
    /// A key that is given several times is read once, and its item returned for each. Keys that DynamoDB leaves unprocessed are asked for
    /// again: at once if the response had 16 MB, otherwise after 50 ms, and after up to 3.2 s while none is read. The items are read one by
    /// one: writes in between may be seen in some of them and not in others.
    /// </remarks>
    /// <param name="keys">The keys, each as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the calls and the pauses between them.</param>
    /// <returns>The items in the order of the keys; <see langword="null"/> where none exists.</returns>
    /// <exception cref="ItemFormatException">An item cannot be read as the entity.</exception>
    /// <exception cref="TimeoutException">DynamoDB throttled the table in five calls in a row, in which no item was read.</exception>
    Task<IReadOnlyList<T?>> GetManyAsync(IEnumerable<ItemImage> keys, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets some attributes of many items by their keys, as <see cref="GetManyAsync(IEnumerable{ItemImage}, CancellationToken)"/> does.
    /// </summary>
    /// <typeparam name="TRow">The class with some of the entity's properties: one with <see cref="ProjectionAttribute"/>.</typeparam>
    /// <param name="keys">The keys, each as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the calls and the pauses between them.</param>
    /// <returns>The items' parts in the order of the keys; <see langword="null"/> where none exists.</returns>
    /// <exception cref="ItemFormatException">An item cannot be read as the class.</exception>
    /// <exception cref="TimeoutException">DynamoDB throttled the table in five calls in a row, in which no item was read.</exception>
    Task<IReadOnlyList<TRow?>> GetManyAsync<TRow>(IEnumerable<ItemImage> keys, CancellationToken cancellationToken = default)
        where TRow : class, IProjection<T, TRow>;

    /// <summary>Puts many items (BatchWriteItem, up to 25 for a call). Each replaces the whole stored item.</summary>
    /// <remarks>
    /// Unlike a put, it removes attributes that the class does not have, and compares nothing: it is refused for an entity with a
    /// <see cref="VersionAttribute"/> property, unless <see cref="WithoutVersioning"/> says that overwriting is meant. The actor and the
    /// region are stored as by a put. It costs as much as single puts and saves only calls. Items that DynamoDB leaves unprocessed are sent
    /// again as by <see cref="GetManyAsync(IEnumerable{ItemImage}, CancellationToken)"/>. A batch is no transaction: other callers see each
    /// item as soon as it is written.
    /// </remarks>
    /// <param name="items">The items, each with another key.</param>
    /// <param name="cancellationToken">Cancels the calls and the pauses between them. Items of earlier calls stay written.</param>
    /// <returns>The items as stored: with the actor.</returns>
    /// <exception cref="BatchWriteException">Some items were not written; it tells which.</exception>
    /// <exception cref="RedactedItemException">An item was read from a change message. Nothing was written.</exception>
    /// <exception cref="InvalidOperationException">The entity has a version, or the table a condition. Nothing was written.</exception>
    /// <exception cref="ArgumentException">Two items have the same key. Nothing was written.</exception>
    Task<IReadOnlyList<T>> PutManyAsync(IEnumerable<T> items, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes many items by their keys (BatchWriteItem, up to 25 for a call), regardless of their versions. A generated overload accepts
    /// the keys' parts.
    /// </summary>
    /// <remarks>Keys of missing items succeed, and so do keys that are given several times.</remarks>
    /// <param name="keys">The keys, each as a map of its one or two attributes.</param>
    /// <param name="cancellationToken">Cancels the calls and the pauses between them. Items of earlier calls stay deleted.</param>
    /// <exception cref="BatchWriteException">Some items were not deleted; it tells which.</exception>
    /// <exception cref="InvalidOperationException">
    /// The table has a condition (<see cref="When"/>), or deletes of the entity store their actor
    /// (<see cref="AuditActorAttribute.StampDeletes"/>). Nothing was deleted.
    /// </exception>
    Task DeleteManyAsync(IEnumerable<ItemImage> keys, CancellationToken cancellationToken = default);
}
