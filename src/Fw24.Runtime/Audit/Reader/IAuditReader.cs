using Fw24.Tables;

namespace Fw24.Audit;

/// <summary>
/// Reads the audit of an app. Generated extensions add <c>OfOrder</c>, <c>ChangesOfOrder</c> and <c>AsOfOrder</c> with typed keys
/// and properties: <c>reader.OfOrder("ord-1", "order").Changes().Descending()</c>.
/// </summary>
/// <remarks>
/// A read that an audit's store cannot serve is a <see cref="NotSupportedException"/> whose message says which store can: nothing is
/// scanned.
/// </remarks>
public interface IAuditReader
{
    /// <summary>Gets the trail of an item. A generated method accepts the key's parts: <c>reader.OfOrder("ord-1", "order")</c>.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <typeparam name="TFields">The entity's fields.</typeparam>
    /// <param name="key">The key as a map of its one or two attributes, the partition key first.</param>
    /// <param name="fields">The entity's fields.</param>
    /// <returns>The trail. Nothing is read yet.</returns>
    /// <exception cref="ArgumentException">No app has such an entity, or its table is not audited.</exception>
    ItemTrail<T, TFields> Of<T, TFields>(ItemImage key, TFields fields)
        where T : class;

    /// <summary>Gets the trail of an item by its entity's name.</summary>
    /// <param name="entity">The entity's name in records.</param>
    /// <param name="key">The key as a map of its one or two attributes, the partition key first.</param>
    /// <returns>The trail. Nothing is read yet.</returns>
    /// <exception cref="ArgumentException">No app has such an entity, several have one, or its table is not audited.</exception>
    ItemTrail Of(string entity, ItemImage key);

    /// <summary>
    /// Gets the records of an entity, as a query. A generated method supplies the fields: <c>reader.ChangesOfOrder()</c>.
    /// </summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <typeparam name="TFields">The entity's fields.</typeparam>
    /// <param name="fields">The entity's fields.</param>
    /// <returns>The query: all records, the oldest first.</returns>
    /// <exception cref="ArgumentException">No app has such an entity, or its table is not audited.</exception>
    AuditQuery<TFields> Changes<T, TFields>(TFields fields)
        where T : class;

    /// <summary>Gets the records of some tables, as a query.</summary>
    /// <param name="tables">The tables' names in the model. Default: all audited ones.</param>
    /// <returns>The query: all records, the oldest first.</returns>
    /// <exception cref="ArgumentException">No app has such a table, or it is not audited.</exception>
    AuditQuery Changes(params string[] tables);

    /// <summary>
    /// Finds the items that have records missing now, and since when: <c>await foreach (var missing in reader.MissingAsync())</c>.
    /// </summary>
    /// <remarks>
    /// Reads the marks that the DynamoDB sink leaves (<see cref="AuditGap"/>), through the index of <see cref="AuditQueries.Time"/>. A
    /// record that arrives takes its place out of the index, so what is read is what is missing, however large the audit is.
    /// </remarks>
    /// <param name="tables">The tables' names in the model. Default: all audited ones.</param>
    /// <returns>The places, those that have been missing longest first. They are read as they are needed.</returns>
    /// <exception cref="ArgumentException">No app has such a table, or it is not audited.</exception>
    /// <exception cref="NotSupportedException">
    /// The audit of a table does not find its missing records; the message names the table, and the option with which it does.
    /// </exception>
    IAsyncEnumerable<MissingRecords> MissingAsync(params string[] tables);

    /// <summary>
    /// Rebuilds the items of a partition as they were at the end of a second. A generated method accepts the partition key and a range
    /// of sort keys: <c>reader.AsOfOrder(march, "ord-1", KeyRange.BeginsWith("line#"))</c>.
    /// </summary>
    /// <remarks>
    /// Finds the items that there are now by a query of the table, and those that are gone by the records of the entity's table after
    /// that time; then it reads the trail of each. The later the time, the less there is to read. An item that is gone is not found
    /// before the record of its removal is stored.
    /// </remarks>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="at">The time.</param>
    /// <param name="partition">The partition, and the range and order of its sort keys if stated.</param>
    /// <returns>The items that existed then, or may have. Nothing is read yet.</returns>
    /// <exception cref="ArgumentException">
    /// No app has such an entity, its table is not audited, or the query states another key, a filter, a projection or a page.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The query is one of an index, or the audit does not find records by time; the message says which does.
    /// </exception>
    ItemStates<T> AsOf<T>(DateTimeOffset at, ItemQuery partition)
        where T : class;

    /// <summary>
    /// Rebuilds some items as they were at the end of a second, such as those of a page: <c>reader.AsOf(march, page.Items)</c>.
    /// </summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="at">The time.</param>
    /// <param name="items">The items, of which the keys are used.</param>
    /// <returns>The state of each, in their order. Nothing is read yet.</returns>
    /// <exception cref="ArgumentException">No app has such an entity, or its table is not audited.</exception>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item; the message says which can.
    /// </exception>
    ItemStates<T> AsOf<T>(DateTimeOffset at, IEnumerable<T> items)
        where T : class;

    /// <summary>
    /// Rebuilds the items of some keys as they were at the end of a second:
    /// <c>reader.AsOf&lt;Order&gt;(march, [new OrderKey("ord-1", "order").ToItemKey()])</c>.
    /// </summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="at">The time.</param>
    /// <param name="keys">The keys as maps of their one or two attributes.</param>
    /// <returns>The state of each, in their order. Nothing is read yet.</returns>
    /// <exception cref="ArgumentException">
    /// No app has such an entity, its table is not audited, or a key lacks an attribute.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item; the message says which can.
    /// </exception>
    ItemStates<T> AsOf<T>(DateTimeOffset at, IEnumerable<ItemImage> keys)
        where T : class;

    /// <summary>
    /// Plans to undo changes of items of an entity, such as those of an import:
    /// <c>await (await reader.PlanUndoAsync&lt;Order&gt;(records)).ApplyAsync(orders.As("u-7").Because("ticket 4711"))</c>.
    /// </summary>
    /// <remarks>
    /// Of several changes of an item, the newest is undone first, and all in one write. A change that no longer applies is refused, and the
    /// others of the item are not, as far as they do not depend on it. Planning and applying again ends the same.
    /// </remarks>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="records">The records, as a query returned them, in any order.</param>
    /// <param name="cancellationToken">Cancels the calls: one for each item, which reads it.</param>
    /// <returns>The restores as previews, one for each item, in the order of the records.</returns>
    /// <exception cref="ArgumentException">A record is one of another table than that of the entity.</exception>
    /// <exception cref="NotSupportedException">The reader is one of lines, which has no table.</exception>
    Task<IReadOnlyList<ItemRestore<T>>> PlanUndoAsync<T>(IEnumerable<AuditEntry> records, CancellationToken cancellationToken = default)
        where T : class;
}
