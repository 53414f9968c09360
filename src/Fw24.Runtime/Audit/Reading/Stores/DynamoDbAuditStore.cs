using System.Runtime.CompilerServices;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Items.Values;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.Reading.Stores;

/// <summary>
/// The audit records of a table in DynamoDB: a partition for each item, in the order of sequence numbers, and indexes by time and actor.
/// </summary>
/// <remarks>
/// An item of a table of several entities may have been another one before: its records are under the names of all of them.
/// </remarks>
/// <param name="store">DynamoDB.</param>
/// <param name="table">The audited table.</param>
/// <param name="auditTable">The name in AWS of the table of the records.</param>
/// <param name="tableName">The audited table's name in AWS.</param>
/// <param name="time">The clock for pauses. Default: the system's.</param>
internal sealed class DynamoDbAuditStore(
    IItemStore store, TableModel table, string auditTable, string tableName, TimeProvider? time = null) : IAuditStore
{
    // Of a filter, few records may remain. DynamoDB charges by the size of what it reads, and each call takes milliseconds.
    private const int LeastFiltered = 100;

    private readonly AuditItem _layout = AuditItem.Of(table, isOwn: auditTable == tableName);
    private readonly HiddenAttributes _hidden = new(table);

    private readonly string[] _entities = table.Discriminator is null
        ? [table.Entities[0].Name]
        : [.. table.Entities.Select(static entity => entity.Name), ChangeMessage.Unmodelled];

    /// <inheritdoc/>
    public bool IsByTime(AuditSelection selection) => !selection.IsOfItem;

    /// <inheritdoc/>
    public void Check(AuditSelection selection)
    {
        if (!selection.IsOfItem)
        {
            if (IndexOf(selection) is null)
            {
                throw new NotSupportedException(Refusal(selection));
            }

            return;
        }

        if (_layout.SortKey is null)
        {
            throw new NotSupportedException(
                $"The audit of {table.Name} is in that table itself, which has no sort key, so each audit record is in its own "
                + "partition: only a scan finds the records of an item. "
                + $"Give the audit a table of its own ({nameof(AuditAttribute.AuditTableName)}), or keep it in CloudWatch Logs.");
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        AuditSelection selection, AuditPosition? after, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IndexOf(selection) is { } index)
        {
            var read = new IndexRead(store, table, auditTable, _layout, time ?? TimeProvider.System);
            await foreach (var entry in read.ReadAsync(index, selection, after, limit, cancellationToken).ConfigureAwait(false))
            {
                yield return entry;
            }

            yield break;
        }

        var sign = selection.Descending ? -1 : 1;
        var reads = _entities.Select(entity => EntriesAsync(QueryOf(entity, selection, after, limit), cancellationToken));
        await foreach (var entry in Merged.ByOrder(
            reads,
            (left, right) => sign * SequenceNumber.Compare(left.SequenceNumber, right.SequenceNumber),
            cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MissingRecords> MissingAsync(CancellationToken cancellationToken) => _layout.Queries.HasFlag(AuditQueries.Time)
        ? new IndexRead(store, table, auditTable, _layout, time ?? TimeProvider.System).MissingAsync(cancellationToken)
        : throw new NotSupportedException(
            $"The audit of {table.Name} in the DynamoDB table {auditTable} finds missing records by their item only (ReportAsync). "
            + "[Audit(…, Queries = AuditQueries.Time)] adds an index that finds those of all items "
            + (_layout.IsNested ? $"to an audit table of its own ({nameof(AuditAttribute.AuditTableName)})." : "to it."));

    /// <inheritdoc/>
    public int ItemsAtOnce => 16;

    /// <inheritdoc/>
    public ValueTask<AuditLog?> ReadPartitionAsync(KeySpan span, CancellationToken cancellationToken) => new((AuditLog?)null);

    /// <inheritdoc/>
    public async ValueTask<AuditLog> ReadItemAsync(ItemImage key, CancellationToken cancellationToken)
    {
        var items = new List<ItemImage>();
        foreach (var entity in _entities)
        {
            var query = QueryOf(entity, new AuditSelection { Key = key }, null, null);
            await foreach (var item in store.EnumerateAsync(auditTable, query, cancellationToken).ConfigureAwait(false))
            {
                items.Add(item);
            }
        }

        return AuditLog.FromItems(items);
    }

    /// <inheritdoc/>
    public async ValueTask<bool?> IsAtEndAsync(ItemImage key, ItemImage item, string last, CancellationToken cancellationToken)
    {
        var place = _layout.KeyOf(AuditKey.HeadPartitionKey(table.Name, key), AuditItem.HeadSortKey);
        var stored = await store.GetAsync(auditTable, place, cancellationToken).ConfigureAwait(false);
        if (stored.IsAbsent || TrailCheckpoint.FromItem(stored).Stretches is not [.., var end])
        {
            return null;
        }

        using var digest = new ImageDigest(_hidden);
        var now = digest.Of(item);
        return SequenceNumber.Compare(end.Last, last) != 0 || !ImageDigest.MayMeet(end.New, now) ? false
            : end.New == now ? true
            : null;
    }

    // The narrowest index that contains all of a selection that is not of an item.
    private AuditQueries? IndexOf(AuditSelection selection)
        => selection.IsOfItem ? null
            : selection.Actor is not null && _layout.Queries.HasFlag(AuditQueries.Actor) ? AuditQueries.Actor
            : _layout.Queries.HasFlag(AuditQueries.Time) ? AuditQueries.Time
            : null;

    private string Refusal(AuditSelection selection)
    {
        const string Time = $"{nameof(AuditAttribute.Queries)} = {nameof(AuditQueries)}.{nameof(AuditQueries.Time)}";
        const string Actor = $"{nameof(AuditQueries)}.{nameof(AuditQueries.Actor)}";
        var wanted = selection.Actor is null ? Time : $"{Time} or {Actor}";
        return $"The audit of {table.Name} is in the DynamoDB table {auditTable}, which finds records by their item"
            + (_layout.Queries is AuditQueries.None ? " only: " : " and by their actor: ")
            + $"read the trail of an item. [Audit(…, {wanted})] adds an index "
            + (_layout.IsNested ? $"to an audit table of its own ({nameof(AuditAttribute.AuditTableName)})" : "to it")
            + $"; an audit in CloudWatch Logs ({nameof(AuditLoggerType)}.{nameof(AuditLoggerType.Cloudwatch)}) finds records by time, "
            + "actor, operation and property.";
    }

    private ItemQuery QueryOf(string entity, AuditSelection selection, AuditPosition? after, int? limit)
    {
        var query = _layout.QueryOf(AuditKey.PartitionKey(entity, selection.Key)) with { Descending = selection.Descending };
        if (limit is { } wanted)
        {
            // The record before, its gap, and one that tells whether there are more.
            query = query with { Limit = (int)Math.Min(int.MaxValue, Math.Max(wanted + 2L, selection.IsUnfiltered ? 0 : LeastFiltered)) };
        }

        if (after is null)
        {
            return query;
        }

        var bound = Text(AuditKey.SortKeyOf(after.Sequence));
        query = query with { SortKey = _layout.SortKey };
        return selection.Descending ? query with { To = bound } : query with { From = bound };
    }

    private async IAsyncEnumerable<AuditEntry> EntriesAsync(ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in store.EnumerateAsync(auditTable, query, cancellationToken).ConfigureAwait(false))
        {
            if (AuditLog.ReadRow(item) is AuditEntry entry)
            {
                yield return entry;
            }
        }
    }

    private static ReadOnlyMemory<byte> Text(string text) => ItemWriter.ToValue(text, static (writer, text) => writer.WriteString(text));
}
