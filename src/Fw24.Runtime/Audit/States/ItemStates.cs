using Fw24.Audit.States;
using Fw24.Model;

namespace Fw24.Audit;

/// <summary>
/// Items of an entity as they were at a time: <c>await foreach (var state in reader.AsOfOrder(march, "ord-1"))</c>. Nothing is read
/// before the items are asked for.
/// </summary>
/// <remarks>
/// <para>
/// Of a partition, these are the items that existed then, in the order of their sort keys, and those of which the audit does not
/// know whether they did (<see cref="ItemKnowledge.NotKnown"/>): look at <see cref="ItemState.Knowledge"/> first. Of given items or
/// keys, it is the state of each, in their order, also of one that did not exist (<see cref="ItemKnowledge.Absent"/>).
/// </para>
/// <para>Instances do not change, and may be used by several threads and several times.</para>
/// </remarks>
/// <typeparam name="T">The entity.</typeparam>
public sealed class ItemStates<T> : IAsyncEnumerable<ItemState<T>>
    where T : class
{
    private readonly PastItems _items;
    private readonly EntityModel<T> _entity;

    internal ItemStates(PastItems items, EntityModel<T> entity) => (_items, _entity) = (items, entity);

    /// <summary>Gets the same items with the time since when the table's changes are recorded and kept.</summary>
    /// <remarks>
    /// That is the start of the audit or, if later, the beginning of the retention. Before it, nothing is known of an item before its
    /// first record, even if that is its creation.
    /// </remarks>
    /// <param name="time">The time.</param>
    /// <returns>The items with that time.</returns>
    public ItemStates<T> RecordedSince(DateTimeOffset time) => new(_items with { Since = time }, _entity);

    /// <summary>Gets the same items on the assumption that every change of them is recorded by now.</summary>
    /// <remarks>
    /// Where the audit's store cannot tell whether an item is as its last record left it (CloudWatch Logs), a trail without its
    /// beginning is folded backwards from the present item only on this assumption.
    /// </remarks>
    /// <returns>The items with that assumption.</returns>
    public ItemStates<T> Settled() => new(_items with { IsSettled = true }, _entity);

    /// <summary>Reads all items.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items' states.</returns>
    public async Task<List<ItemState<T>>> ToListAsync(CancellationToken cancellationToken = default)
    {
        var states = new List<ItemState<T>>();
        await foreach (var state in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            states.Add(state);
        }

        return states;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<ItemState<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var (reader, item) in _items.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return reader.StateOf(_items.At, item, _entity);
        }
    }
}
