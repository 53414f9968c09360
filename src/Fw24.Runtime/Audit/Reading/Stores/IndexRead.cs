using System.Runtime.CompilerServices;
using System.Text;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Items;
using Fw24.Json;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.Reading.Stores;

/// <summary>Reads a table's records through an index of the audit table.</summary>
/// <remarks>
/// The partitions of the index are read side by side and merged, a page of each at a time. An entry says where its row is; rows are read
/// together, up to 100 in a call. However many records there are, a page of each partition and 100 rows are in memory.
/// </remarks>
/// <param name="store">DynamoDB.</param>
/// <param name="table">The audited table.</param>
/// <param name="auditTable">The name in AWS of the table of the records.</param>
/// <param name="layout">The layout of the records.</param>
/// <param name="time">The clock for pauses.</param>
internal sealed class IndexRead(IItemStore store, TableModel table, string auditTable, AuditItem layout, TimeProvider time)
{
    // Entries have some 300 bytes: 1.5 MB of the 16 partitions, and a read unit for 25 of them.
    private const int MaxEntries = 256;

    // More than a page's share, because its records are not evenly distributed.
    private const int LeastEntries = 8;

    private readonly BatchRead _rows = new(store, auditTable, ItemReadOptions.Default, $"audit records of {table.Name}", time);

    /// <summary>Reads records in the order of their positions: at least those that are selected.</summary>
    /// <param name="index">The index.</param>
    /// <param name="selection">The selection.</param>
    /// <param name="after">The position at which to begin; <see langword="null"/> for the beginning.</param>
    /// <param name="limit">The number of records that are needed; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        AuditQueries index,
        AuditSelection selection,
        AuditPosition? after,
        int? limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = RangeOf(selection, after);
        if (from is not null && to is not null && string.CompareOrdinal(from, to) > 0)
        {
            yield break;
        }

        // All that are read are returned, except by a filter, and the record before.
        var isFiltered = selection is not { ActorKinds.Count: 0, Changed.Count: 0 }
            || (selection.Entity is not null && table.Discriminator is not null)
            || selection.Operations != new AuditSelection().Operations
            || (selection.Actor is not null && index is not AuditQueries.Actor);
        var rows = limit is { } wanted && !isFiltered ? (int)Math.Min(wanted + 1L, BatchRead.KeysPerCall) : BatchRead.KeysPerCall;
        var entries = isFiltered ? MaxEntries : Math.Min(LeastEntries + (2 * rows / IndexKey.Partitions), MaxEntries);
        var sign = selection.Descending ? -1 : 1;
        entries = limit is null ? MaxEntries : entries;
        var places = Merged.ByOrder(
            Enumerable.Range(0, IndexKey.Partitions).Select(
                partition => PlacesAsync(QueryOf(index, selection, partition, from, to, entries), cancellationToken)),
            (left, right) => sign * left.CompareTo(right),
            cancellationToken);

        // Records of one time and sequence number are of different items: an index has them in no order.
        var (same, at) = (new List<AuditEntry>(), "");
        await foreach (var (place, entry) in RowsAsync(places, rows, ReadAsync, cancellationToken).ConfigureAwait(false))
        {
            if (place.At != at)
            {
                foreach (var one in InOrder(same, sign))
                {
                    yield return one;
                }

                same.Clear();
                at = place.At;
            }

            same.Add(entry);
        }

        foreach (var one in InOrder(same, sign))
        {
            yield return one;
        }
    }

    /// <summary>Reads the places where records are missing, in the order of the times since when they are.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public IAsyncEnumerable<MissingRecords> MissingAsync(CancellationToken cancellationToken)
    {
        var places = Merged.ByOrder(
            Enumerable.Range(0, IndexKey.Partitions).Select(partition => PlacesAsync(
                new ItemQuery(IndexKey.ByTime, Value(IndexKey.Gaps(table.Name, partition)))
                {
                    Index = IndexKey.ByTime,
                    SortKey = IndexKey.At,
                    Limit = MaxEntries,
                },
                cancellationToken)),
            static (left, right) => left.CompareTo(right),
            cancellationToken);

        // A row of each gap, and one of the record before it.
        return RowsAsync(places, BatchRead.KeysPerCall / 2, ReadGapsAsync, cancellationToken);
    }

    private static IEnumerable<AuditEntry> InOrder(List<AuditEntry> entries, int sign)
        => entries.Count < 2 ? entries : entries.Order(
            Comparer<AuditEntry>.Create((left, right) => sign * AuditPosition.Of(left).CompareTo(AuditPosition.Of(right))));

    private static (string? From, string? To) RangeOf(AuditSelection selection, AuditPosition? after)
    {
        var from = selection.From is { } earliest ? IndexKey.From(earliest) : null;
        var to = selection.To is { } latest ? IndexKey.To(latest) : null;
        return after is null ? (from, to)
            : IndexKey.SortKey(after.Time, after.Sequence) is var position && selection.Descending ? (from, position)
            : (position, to);
    }

    private ItemQuery QueryOf(AuditQueries index, AuditSelection selection, int partition, string? from, string? to, int entries)
    {
        var isByActor = index is AuditQueries.Actor;
        var (name, value) = isByActor
            ? (IndexKey.ByActor, IndexKey.Actor(table.Name, partition, selection.Actor!))
            : (IndexKey.ByTime, IndexKey.Time(table.Name, partition));
        return new ItemQuery(name, Value(value))
        {
            Index = name,
            SortKey = IndexKey.At,
            From = from is null ? default(ReadOnlyMemory<byte>?) : Value(from),
            To = to is null ? default(ReadOnlyMemory<byte>?) : Value(to),
            Descending = selection.Descending,
            Limit = entries,
        };
    }

    private async IAsyncEnumerable<Place> PlacesAsync(ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.EnumerateAsync(auditTable, query, cancellationToken).ConfigureAwait(false))
        {
            yield return new Place(Text(entry, IndexKey.At), RowOf(entry));
        }
    }

    private static async IAsyncEnumerable<T> RowsAsync<T>(
        IAsyncEnumerable<Place> places,
        int rows,
        Func<List<Place>, CancellationToken, ValueTask<List<T>>> readAsync,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<Place>(rows);
        await foreach (var place in places.ConfigureAwait(false))
        {
            batch.Add(place);
            if (batch.Count < rows)
            {
                continue;
            }

            foreach (var one in await readAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                yield return one;
            }

            batch.Clear();
        }

        foreach (var one in await readAsync(batch, cancellationToken).ConfigureAwait(false))
        {
            yield return one;
        }
    }

    // A row that is gone has expired. Rows are read consistently: one that has just been written is not missed because its entry came
    // first.
    private async ValueTask<List<(Place Place, AuditEntry Entry)>> ReadAsync(List<Place> places, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(places.ConvertAll(static place => place.Row), cancellationToken).ConfigureAwait(false);
        var entries = new List<(Place, AuditEntry)>(read.Count);
        foreach (var place in places)
        {
            if (read.GetValueOrDefault(place.Row) is AuditEntry entry)
            {
                entries.Add((place, entry));
            }
        }

        return entries;
    }

    // A gap that has been filled since its entry was read is none.
    private async ValueTask<List<MissingRecords>> ReadGapsAsync(List<Place> places, CancellationToken cancellationToken)
    {
        var rows = places.Select(static place => place.Row);
        var before = places.Select(static place => (place.Row.PartitionKey, AuditItem.BeforeGap(place.Row.SortKey)));
        var read = await ReadAsync([.. rows.Union(before)], cancellationToken).ConfigureAwait(false);
        var missing = new List<MissingRecords>(places.Count);
        foreach (var (at, row) in places)
        {
            if (read.GetValueOrDefault(row) is AuditGap { IsFilled: false } gap)
            {
                var last = read.GetValueOrDefault((row.PartitionKey, AuditItem.BeforeGap(row.SortKey)));
                missing.Add(new MissingRecords(gap, IndexKey.TimeOf(at)) { From = (last as AuditEntry)?.Time });
            }
        }

        return missing;
    }

    private async ValueTask<Dictionary<(string PartitionKey, string SortKey), object>> ReadAsync(
        List<(string PartitionKey, string SortKey)> rows, CancellationToken cancellationToken)
    {
        var keys = rows.ConvertAll(row => layout.KeyOf(row.PartitionKey, row.SortKey));
        var read = new Dictionary<(string, string), object>(keys.Count);
        await foreach (var row in _rows.EnumerateAsync(keys, cancellationToken).ConfigureAwait(false))
        {
            if (AuditLog.ReadRow(row) is { } content)
            {
                read[RowOf(row)] = content;
            }
        }

        return read;
    }

    private (string PartitionKey, string SortKey) RowOf(ItemImage item) => (Text(item, layout.PartitionKey), Text(item, layout.SortKey!));

    private string Text(ItemImage item, string attribute)
        => item.TryGetAttribute(Encoding.UTF8.GetBytes(attribute), out var value)
            && ScalarValue.Read(value, attribute) is { Type: AttributeType.String } text
            ? text.Text.ToString()
            : throw new ItemFormatException($"entry of an index of {auditTable}", attribute, "a string (S)", "another value or none");

    private static ReadOnlyMemory<byte> Value(string text) => ItemWriter.ToValue(text, static (writer, text) => writer.WriteString(text));

    // Where a row is in the order of a read, and in the table.
    private readonly record struct Place(string At, (string PartitionKey, string SortKey) Row) : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            var order = string.CompareOrdinal(At, other.At);
            order = order != 0 ? order : string.CompareOrdinal(Row.PartitionKey, other.Row.PartitionKey);
            return order != 0 ? order : string.CompareOrdinal(Row.SortKey, other.Row.SortKey);
        }
    }
}
