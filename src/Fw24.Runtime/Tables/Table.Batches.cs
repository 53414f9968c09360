using Fw24.Items;
using Fw24.Messages;
using Fw24.Tables.Queries;

namespace Fw24.Tables;

/// <content>Batches. They are sent one after the other; what DynamoDB leaves unprocessed is sent again with the rest.</content>
internal sealed partial class Table<T>
{
    // BatchWriteItem, "Service, account, and table quotas".
    private const int WritesPerCall = 25;

    // The identities of keys, in whichever form their values are written.
    private MessageGroups Identities => field ??= new MessageGroups(_table);

    public Task<IReadOnlyList<T?>> GetManyAsync(IEnumerable<ItemImage> keys, CancellationToken cancellationToken = default)
        => GetManyAsync(_reader, keys, cancellationToken);

    public Task<IReadOnlyList<TRow?>> GetManyAsync<TRow>(IEnumerable<ItemImage> keys, CancellationToken cancellationToken = default)
        where TRow : class, IProjection<T, TRow>
        => GetManyAsync(_reader.Project(TRow.Projection), keys, cancellationToken);

    private async Task<IReadOnlyList<TItem?>> GetManyAsync<TItem>(
        IEntityReader<TItem> reader, IEnumerable<ItemImage> keys, CancellationToken cancellationToken)
        where TItem : class
    {
        ArgumentNullException.ThrowIfNull(keys);
        var options = OptionsOf(reader);
        List<ItemImage> waiting = [];
        var places = new Dictionary<MessageGroup, int>();
        List<int> order = [];
        foreach (var key in keys)
        {
            var identity = IdentityOf(key, order.Count);
            if (!places.TryGetValue(identity, out var place))
            {
                places.Add(identity, place = waiting.Count);
                waiting.Add(key);
            }

            order.Add(place);
        }

        var found = new TItem?[waiting.Count];
        var read = new BatchRead(_store, _name, options, $"items of {_entity.Name}", _time);
        await foreach (var item in read.EnumerateAsync(waiting, cancellationToken).ConfigureAwait(false))
        {
            found[places[Identities.Of(item)]] = reader.TryRead(item, null, out var one) ? one : null;
        }

        return order.ConvertAll(place => found[place]);
    }

    public async Task<IReadOnlyList<T>> PutManyAsync(IEnumerable<T> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        RefuseCondition("put");
        if (Versions is not null)
        {
            throw new InvalidOperationException(
                $"Items of {_entity.Name} cannot be put in a batch: DynamoDB compares no version there. Put them one by one or in an "
                + "ItemTransaction; to overwrite what is stored without comparing, use WithoutVersioning().");
        }

        List<T> stored = [];
        List<BatchWrite> writes = [];
        var places = new Dictionary<MessageGroup, int>();
        foreach (var item in items)
        {
            var image = ItemStamp.Apply(ToImage(item), CurrentStamps);
            if (!places.TryAdd(Identities.Of(image), writes.Count))
            {
                throw new ArgumentException(
                    $"The items at {places[Identities.Of(image)]} and {writes.Count} have the same key: a batch writes an item once.",
                    nameof(items));
            }

            stored.Add(ReadBack(image));
            writes.Add(BatchWrite.Put(image));
        }

        await WriteManyAsync(writes, places, "written to", cancellationToken).ConfigureAwait(false);
        return stored;
    }

    public async Task DeleteManyAsync(IEnumerable<ItemImage> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        RefuseCondition("deleted");
        RefuseReason();
        if (_entity.StampsDeletes)
        {
            throw new InvalidOperationException(
                $"Items of {_entity.Name} cannot be deleted in a batch: DynamoDB has no conditions there, and deletes of {_entity.Name} "
                + "([AuditActor(StampDeletes = true)]) need them. Delete them one by one.");
        }

        List<BatchWrite> writes = [];
        var places = new Dictionary<MessageGroup, int>();
        foreach (var key in keys)
        {
            RefuseAuditRow(key);
            places.TryAdd(IdentityOf(key, writes.Count), writes.Count);
            writes.Add(BatchWrite.Delete(key));
        }

        await WriteManyAsync(writes, places, "deleted from", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the identity of an item's key.</summary>
    internal MessageGroup IdentityOf(in ItemImage key, int position)
    {
        try
        {
            return Identities.Of(key);
        }
        catch (ItemFormatException exception)
        {
            throw new ArgumentException($"The key at {position} is not one of {_table.Name}: {exception.Message}", nameof(key), exception);
        }
    }

    private async Task WriteManyAsync(
        List<BatchWrite> writes, Dictionary<MessageGroup, int> places, string verb, CancellationToken cancellationToken)
    {
        // A key that is given several times is at its first place.
        List<int> waiting = [.. places.Values.Order()];
        for (var attempts = 0; waiting.Count > 0;)
        {
            var sent = waiting[..Math.Min(WritesPerCall, waiting.Count)];
            List<int> unprocessed;
            try
            {
                var batch = sent.ConvertAll(place => writes[place]);
                var left = await _store.BatchWriteAsync(_name, batch, cancellationToken).ConfigureAwait(false);
                unprocessed = [.. left.Select(write => places[Identities.Of(write.Image)])];
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw Unwritten(", because a call failed: see the inner exception", exception);
            }

            waiting = [.. waiting[sent.Count..], .. unprocessed];
            attempts = BatchRead.AttemptsAfter(attempts, sent.Count, unprocessed.Count);
            if (attempts == BatchRead.Unprocessed.MaxAttempts)
            {
                throw Unwritten($": DynamoDB left them unprocessed {attempts} times, because it throttles the table", null);
            }

            if (attempts > 0)
            {
                await BatchRead.Unprocessed.PauseAsync(attempts, _time, cancellationToken).ConfigureAwait(false);
            }
        }

        BatchWriteException Unwritten(string reason, Exception? inner) => new(
            $"{waiting.Count} of {places.Count} items of {_entity.Name} were not {verb} {_table.Name}{reason}. Write those again that "
            + "BatchWriteException.Positions names.",
            waiting,
            waiting.ConvertAll(place => writes[place].IsDelete ? writes[place].Image : _table.KeyOf(writes[place].Image)),
            inner);
    }

    private void RefuseCondition(string verb)
    {
        if (Condition is not null)
        {
            throw new InvalidOperationException(
                $"Items of {_entity.Name} cannot be {verb} in a batch with a condition (When): DynamoDB has none there. Write them one by one "
                + "or in an ItemTransaction.");
        }
    }
}
