using Fw24.Audit.Reading;
using Fw24.Audit.Records;
using Fw24.Audit.Restoring;
using Fw24.Audit.States;
using Fw24.Model;

namespace Fw24.Audit;

/// <summary>
/// The audit trail of an item of an entity: its changes, its state at any time, and what is missing. Nothing is read before one of them is
/// asked for. A generated
/// method creates it: <c>reader.OfOrder("ord-1", "order").StateAsync(march)</c>.
/// </summary>
/// <remarks>
/// A state is known from the item's creation on. A trail without its beginning is folded backwards from the item as its table has it, if
/// the item is as the last
/// record left it: each record has both sides of what changed. Where records are missing or contradict one another, nothing is claimed to
/// be known.
/// </remarks>
/// <typeparam name="T">The entity.</typeparam>
/// <typeparam name="TFields">The entity's fields.</typeparam>
public sealed class ItemTrail<T, TFields>
    where T : class
{
    private readonly TrailReader _reader;
    private readonly EntityModel<T> _entity;
    private readonly TFields _fields;

    internal ItemTrail(TrailReader reader, EntityModel<T> entity, TFields fields) => (_reader, _entity, _fields) = (reader, entity, fields);

    /// <summary>Gets the item's records, as a query.</summary>
    /// <returns>The query: all records, the oldest first.</returns>
    public AuditQuery<TFields> Changes() => new([_reader.Source], _entity, _fields, new AuditSelection { Key = _reader.Key });

    /// <summary>Gets the same trail with the time since when the table's changes are recorded and kept.</summary>
    /// <remarks>
    /// That is the start of the audit or, if later, the beginning of the retention. Between it and the first record, the item was as that
    /// record found it; before
    /// it nothing is known, even if the first record is the item's creation, because the item may have had an earlier life. Without the
    /// time, a trail that begins
    /// with a creation is taken to be whole.
    /// </remarks>
    /// <param name="time">The time.</param>
    /// <returns>The trail with that time.</returns>
    public ItemTrail<T, TFields> RecordedSince(DateTimeOffset time) => new(_reader with { Since = time }, _entity, _fields);

    /// <summary>Gets the same trail on the assumption that every change of the item is recorded by now.</summary>
    /// <remarks>
    /// An audit in DynamoDB knows whether the item is as its last record left it. Elsewhere nothing tells whether a change is still on its
    /// way, so a trail without
    /// its beginning is folded backwards from the present item only on this assumption: if nobody has written the item for as long as its
    /// messages may be retried.
    /// </remarks>
    /// <returns>The trail with that assumption.</returns>
    public ItemTrail<T, TFields> Settled() => new(_reader with { IsSettled = true }, _entity, _fields);

    /// <summary>Rebuilds the item as it was at the end of a second.</summary>
    /// <param name="at">The time; <see cref="DateTimeOffset.MaxValue"/> for the state after the last record.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The state, with what is known of it.</returns>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item; the message says which can.
    /// </exception>
    public async Task<ItemState<T>> StateAsync(DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var (history, _) = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return StateOf(history, at);
    }

    /// <summary>Compares the item at two times.</summary>
    /// <param name="from">The first time.</param>
    /// <param name="to">The second time. Default: after the last record.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Both states, and their differences as far as they are known.</returns>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item; the message says which can.
    /// </exception>
    public async Task<ItemDifference<ItemState<T>>> DifferenceAsync(
        DateTimeOffset from, DateTimeOffset? to = null, CancellationToken cancellationToken = default)
    {
        var (history, _) = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new ItemDifference<ItemState<T>>(StateOf(history, from), StateOf(history, to ?? DateTimeOffset.MaxValue), _reader.KeyNames);
    }

    /// <summary>Plans to bring the item back to what it was at the end of a second.</summary>
    /// <remarks>
    /// If the item did not exist then, applying the restore deletes it; if it does not exist now, it is put again. Attributes that no
    /// record shows stay as they are (<see cref="ItemRestore{T}.Left"/>).
    /// </remarks>
    /// <param name="at">The time.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The restore as a preview. Nothing is written before <see cref="ItemRestore{T}.ApplyAsync"/>.</returns>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item, or the reader is one of lines, which has no table.
    /// </exception>
    public Task<ItemRestore<T>> PlanRestoreAsync(DateTimeOffset at, CancellationToken cancellationToken = default)
        => Planner.RestoreAsync(at, null, cancellationToken);

    /// <summary>
    /// Plans to bring a property of the item back to what it was at the end of a second:
    /// <c>trail.PlanRestoreAsync(yesterday, x =&gt; x.Room)</c>.
    /// </summary>
    /// <param name="at">The time.</param>
    /// <param name="property">Gets the property.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The restore as a preview.</returns>
    /// <exception cref="ArgumentException">
    /// No record has values of the property, because it is sensitive or not audited, or it is part of the key or determined by each write.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item, or the reader is one of lines, which has no table.
    /// </exception>
    public Task<ItemRestore<T>> PlanRestoreAsync(
        DateTimeOffset at, Func<TFields, ItemField> property, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(property);
        return Planner.RestoreAsync(at, [property(_fields)], cancellationToken);
    }

    /// <summary>
    /// Plans to bring properties of the item back to what they were at the end of a second:
    /// <c>trail.PlanRestoreAsync(yesterday, x =&gt; [x.Room, x.Day])</c>.
    /// </summary>
    /// <param name="at">The time.</param>
    /// <param name="properties">Gets the properties.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The restore as a preview.</returns>
    /// <exception cref="ArgumentException">
    /// No record has values of a property, because it is sensitive or not audited, or it is part of the key or determined by each write.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item, or the reader is one of lines, which has no table.
    /// </exception>
    public Task<ItemRestore<T>> PlanRestoreAsync(
        DateTimeOffset at, Func<TFields, IReadOnlyList<ItemField>> properties, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return Planner.RestoreAsync(at, properties(_fields), cancellationToken);
    }

    /// <summary>Plans to undo one change of the item.</summary>
    /// <remarks>
    /// What the change wrote is set back to what was before it, if the item still has it. Other attributes stay as they are. A creation is
    /// undone by deleting the item, and a removal by putting it again. To undo several changes, of one or many items:
    /// <see cref="IAuditReader.PlanUndoAsync"/>.
    /// </remarks>
    /// <param name="record">The change's record, as a query returned it.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The restore as a preview.</returns>
    /// <exception cref="ArgumentException">The record is one of another item.</exception>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item, or the reader is one of lines, which has no table.
    /// </exception>
    public Task<ItemRestore<T>> PlanUndoAsync(AuditEntry record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Table == _reader.Source.Table.Name && AuditKey.Identity(record.Key) == AuditKey.Identity(_reader.Key)
            ? Planner.UndoAsync([record], cancellationToken)
            : throw new ArgumentException($"The record {record.EventId} is one of another item.", nameof(record));
    }

    /// <summary>Reads whether the trail is whole, and which spans of the item's history are not known.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The report.</returns>
    /// <exception cref="NotSupportedException">
    /// The audit's store cannot find the records of an item; the message says which can.
    /// </exception>
    public Task<TrailReport> ReportAsync(CancellationToken cancellationToken = default) => _reader.ReportAsync(cancellationToken);

    private RestorePlanner<T> Planner => new(_reader, _entity);

    private ItemState<T> StateOf(TrailHistory history, DateTimeOffset at)
        => _reader.StateOf(at, history.At(at), _entity);
}
