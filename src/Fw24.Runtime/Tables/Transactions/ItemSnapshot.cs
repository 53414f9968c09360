using Fw24.Aws.DynamoDb;
using Fw24.Invocations;
using Fw24.Messages;
using Fw24.Tables;

namespace Fw24;

/// <summary>
/// Collects items of one or several tables, and reads them as they are at one time (TransactGetItems):
/// <c>await new ItemSnapshot().Get(orders, "ord-1", out var order).Get(customers, "cus-1", out var customer).ReadAsync()</c>.
/// </summary>
/// <remarks>
/// No write of an <see cref="ItemTransaction"/> is seen in one of the items and not in another. DynamoDB's limits: 100 items, 4 MB in
/// all, tables of one account and Region. It costs twice as much as consistent reads of the items. An instance serves one read, and is not
/// safe for concurrent use.
/// </remarks>
public sealed class ItemSnapshot
{
    private const int MaxItems = 100;

    // In all 4.25 s of pauses: 50, 200 and 800 ms, 3.2 s.
    private static readonly Retries s_conflicts = new(5, TimeSpan.FromMilliseconds(50));

    private readonly List<TransactionKey> _keys = [];
    private readonly List<(int Place, Action<ItemImage> Read)> _items = [];
    private readonly Dictionary<MessageGroup, int> _places = [];
    private IItemStore? _store;
    private TimeProvider _time = TimeProvider.System;

    /// <summary>Adds an item. Generated overloads accept the key's parts.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="key">The key as a map of its one or two attributes. One that was added before is read once.</param>
    /// <param name="item">The item, which has a value after <see cref="ReadAsync(CancellationToken)"/>.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="InvalidOperationException">The snapshot has 100 items.</exception>
    /// <exception cref="ArgumentException">The key is not one of the table, or the table is not one of the app's services.</exception>
    public ItemSnapshot Get<T>(ITable<T> table, ItemImage key, out SnapshotItem<T> item)
        where T : class
    {
        var own = Table<T>.Of(table, "snapshot");
        if (_store is not null && !ReferenceEquals(_store, own.Store))
        {
            throw new ArgumentException("The table is in another item store than the snapshot's other tables.", nameof(table));
        }

        var identity = own.IdentityOf(key, _items.Count);
        if (!_places.TryGetValue(identity, out var place))
        {
            if (_keys.Count == MaxItems)
            {
                throw new InvalidOperationException($"A snapshot has at most {MaxItems} items.");
            }

            _places.Add(identity, place = _keys.Count);
            _keys.Add(own.KeyOf(key));
        }

        var added = item = new SnapshotItem<T>();
        _items.Add((place, image => added.Set(own.ReadOrDefault(image))));
        (_store, _time) = (own.Store, own.Time);
        return this;
    }

    /// <summary>Reads the items. Without any, it does nothing.</summary>
    /// <remarks>
    /// If only writes of the items or throttling prevent it, it is tried up to five times in all, with pauses of 50 ms to 3.2 s.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ItemFormatException">An item cannot be read as its entity.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_store is null)
        {
            return;
        }

        var images = await ReadAsync(_store, cancellationToken).ConfigureAwait(false);
        foreach (var (place, read) in _items)
        {
            read(images[place]);
        }
    }

    private async ValueTask<IReadOnlyList<ItemImage>> ReadAsync(IItemStore store, CancellationToken cancellationToken)
    {
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await store.TransactGetAsync(_keys, cancellationToken).ConfigureAwait(false);
            }
            catch (DynamoDbException exception) when (attempts < s_conflicts.MaxAttempts && IsTransient(exception))
            {
                await s_conflicts.PauseAsync(attempts, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsTransient(DynamoDbException exception)
        => exception is { IsCancellation: true, Reasons: { Count: > 0 } reasons }
            && reasons.All(static reason => ItemTransaction.IsTransient(reason.Code));
}
