using System.Runtime.CompilerServices;
using Fw24.Audit.Reading;
using Fw24.Audit.Records;
using Fw24.Items;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.States;

/// <summary>Rebuilds items of an entity as they were at the end of a second: those of a partition, or of some keys.</summary>
/// <param name="Source">The table.</param>
/// <param name="Entity">The entity.</param>
/// <param name="At">The time.</param>
internal sealed record PastItems(AuditSource Source, EntityModel Entity, DateTimeOffset At)
{
    /// <summary>The partition, or the range of its sort keys; <see langword="null"/> for <see cref="Keys"/>.</summary>
    public KeySpan? Span { get; init; }

    /// <summary>The keys, in any order; each has a state, also of an item that did not exist.</summary>
    public IReadOnlyList<ItemImage> Keys { get; init; } = [];

    /// <inheritdoc cref="TrailReader.Since"/>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Indicates whether every change of the items is taken to be recorded.</summary>
    public bool IsSettled { get; init; }

    private TableModel Table => Source.Table;

    /// <summary>Refuses what the store cannot serve without reading everything.</summary>
    /// <exception cref="NotSupportedException">The message names the store, and the one or the option that can serve it.</exception>
    public void Check()
    {
        if (Span is { IsOneItem: false })
        {
            Source.Store.Check(new AuditSelection { From = At });
        }
        else if ((Span?.PartitionKey ?? (Keys is [var first, ..] ? first : default)) is { IsAbsent: false } key)
        {
            Source.Store.Check(new AuditSelection { Key = key });
        }
    }

    /// <summary>Reads the items: those of a partition that were or may have been there, in the order of their sort keys.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async IAsyncEnumerable<(TrailReader Reader, AuditedItem Item)> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = Span is { } span
            ? await FindAsync(span, cancellationToken).ConfigureAwait(false)
            : [.. Keys.Select(static key => new Place(key))];
        foreach (var some in places.Chunk(Source.Store.ItemsAtOnce))
        {
            var readers = Array.ConvertAll(
                some, place => new TrailReader(Source, place.Key) { Since = Since, IsSettled = IsSettled });
            var reads = await Task.WhenAll(
                some.Select((place, i) => readers[i].ReadAsync(place.Log, cancellationToken).AsTask())).ConfigureAwait(false);
            for (var i = 0; i < some.Length; i++)
            {
                var item = reads[i].History.At(At);
                if (Span is null || MayBeThere(some[i], reads[i].History, item))
                {
                    yield return (readers[i], item);
                }
            }
        }
    }

    // What there is now is read first: an item that is removed while this reads is found then, or by its removal.
    private async ValueTask<List<Place>> FindAsync(KeySpan span, CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        await ReadPresentAsync(span, places, cancellationToken).ConfigureAwait(false);
        if (span.IsOneItem)
        {
            _ = PlaceOf(places, span.PartitionKey);
        }
        else if (await Source.Store.ReadPartitionAsync(span, cancellationToken).ConfigureAwait(false) is { } log)
        {
            foreach (var records in log.Entries.GroupBy(static entry => AuditKey.Identity(entry.Key)))
            {
                PlaceOf(places, records.First().Key).Log = new AuditLog([.. records], []);
            }

            foreach (var place in places.Values)
            {
                place.Log ??= new AuditLog([], []);
            }
        }
        else
        {
            await FindChangedAsync(span, places, cancellationToken).ConfigureAwait(false);
        }

        return [.. places.Values.Order(Comparer<Place>.Create((left, right) => span.Compare(left.Key, right.Key)))];
    }

    private async ValueTask ReadPresentAsync(KeySpan span, Dictionary<string, Place> places, CancellationToken cancellationToken)
    {
        if (Source.Items is not { } items)
        {
            return;
        }

        await foreach (var item in items.EnumerateAsync(Source.Name, span.Present, cancellationToken).ConfigureAwait(false))
        {
            // An item that is another entity now, and has not changed since, was that entity.
            if (!Table.IsAuditRow(item) && ReferenceEquals(Table.EntityOf(item), Entity))
            {
                PlaceOf(places, item).IsPresent = true;
            }
        }
    }

    // An item that existed and is gone was removed since: its removal's record is there, or its place is marked.
    private async ValueTask FindChangedAsync(KeySpan span, Dictionary<string, Place> places, CancellationToken cancellationToken)
    {
        var since = Source.ReadAsync(new AuditSelection { From = At }, null, null, cancellationToken);
        await foreach (var entry in since.ConfigureAwait(false))
        {
            if (entry.Time > At && span.Contains(entry.Key))
            {
                _ = PlaceOf(places, entry.Key);
            }
        }

        await foreach (var missing in Source.Store.MissingAsync(cancellationToken).ConfigureAwait(false))
        {
            if (missing.Gap.Table == Table.Name && span.Contains(missing.Gap.Key))
            {
                _ = PlaceOf(places, missing.Gap.Key);
            }
        }
    }

    private Place PlaceOf(Dictionary<string, Place> places, ItemImage item)
    {
        var key = AuditKey.InOrder(Table, item);
        var identity = AuditKey.Identity(key);
        if (!places.TryGetValue(identity, out var place))
        {
            places.Add(identity, place = new Place(key));
        }

        return place;
    }

    private bool MayBeThere(Place place, TrailHistory history, AuditedItem item)
    {
        // The key alone, of which nothing is recorded and nothing is there, is no item.
        if (item.Knowledge is ItemKnowledge.Absent
            || (Span is { IsOneItem: true } && !place.IsPresent && history.Entries.Count == 0))
        {
            return false;
        }

        return Table.Discriminator is not { } discriminator
            || (item.Knowledge is ItemKnowledge.Whole || item.TryGetValue(AttributePath.Of(discriminator), out _)
                ? ReferenceEquals(Table.EntityOf(item.Known), Entity)
                : place.IsPresent || history.Entries.Any(entry => IsOfEntity(entry, discriminator)));
    }

    // On either side of a record: an item may become another entity.
    private bool IsOfEntity(AuditEntry entry, string discriminator)
    {
        if (entry.Entity == Entity.Name)
        {
            return true;
        }

        var name = ItemWriter.ToValue(Entity.Name, static (writer, name) => writer.WriteString(name));
        var path = AttributePath.Of(discriminator);
        return entry.Changes.Any(change => change.Path == path && (IsName(change.Old) || IsName(change.New)));

        bool IsName(ReadOnlyMemory<byte> value) => !value.IsEmpty && AttributeEquality.AreEqual(value.Span, name.Span);
    }

    private sealed class Place(ItemImage key)
    {
        public ItemImage Key => key;

        /// <summary>Indicates whether there is such an item of the entity now.</summary>
        public bool IsPresent { get; set; }

        /// <summary>The item's records, if they are read already.</summary>
        public AuditLog? Log { get; set; }
    }
}
