using System.Runtime.CompilerServices;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Items.Values;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.Reading.Stores;

/// <summary>The audit records of a table in DynamoDB: a partition for each item, in the order of sequence numbers.</summary>
/// <remarks>
/// An item of a table of several entities may have been another one before: its records are under the names of all of them.
/// </remarks>
/// <param name="store">DynamoDB.</param>
/// <param name="table">The audited table.</param>
/// <param name="auditTable">The name in AWS of the table of the records.</param>
/// <param name="tableName">The audited table's name in AWS.</param>
internal sealed class DynamoDbAuditStore(IItemStore store, TableModel table, string auditTable, string tableName) : IAuditStore
{
    // Of a filter, few records may remain. DynamoDB charges by the size of what it reads, and each call takes milliseconds.
    private const int LeastFiltered = 100;

    private readonly AuditItem _layout = AuditItem.Of(table, isOwn: auditTable == tableName);
    private readonly HiddenAttributes _hidden = new(table);

    private readonly string[] _entities = table.Discriminator is null
        ? [table.Entities[0].Name]
        : [.. table.Entities.Select(static entity => entity.Name), ChangeMessage.Unmodelled];

    /// <inheritdoc/>
    public bool IsByTime => false;

    /// <inheritdoc/>
    public void Check(AuditSelection selection)
    {
        if (!selection.IsOfItem)
        {
            throw new NotSupportedException(
                $"The audit of {table.Name} is in the DynamoDB table {auditTable}, which finds records by their item only: read the "
                + "trail of an item. An audit in CloudWatch Logs "
                + $"([Audit({nameof(AuditLoggerType)}.{nameof(AuditLoggerType.Cloudwatch)})]) finds them by time, actor, operation and property.");
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
