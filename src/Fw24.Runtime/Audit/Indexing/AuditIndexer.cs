using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Tables;
using Fw24.Tables.Scans;

namespace Fw24.Audit;

/// <summary>
/// Puts the stored records of an audit table, and the marks of those that are missing, into its indexes (<see cref="AuditQueries"/>): run
/// it once, after the deployment that switched an index on.
/// </summary>
/// <remarks>
/// <para>
/// Records that are stored from that deployment on are in the index already, and those of before are in none, so queries by time or actor
/// do not return them. Invocations that began before the deployment may store such records until the audit logger's timeout: wait for it.
/// The job reads the whole table and writes the attributes of the indexes to the records that lack them. It may run while the audit goes
/// on, several times and side by side: a record that is in its indexes is not written.
/// </para>
/// <para>
/// A row costs what a consistent scan costs, a read unit for 4 KB, and a record that lacks the attributes also a write of its whole size
/// and one unit for each index.
/// </para>
/// <para>
/// It needs <c>dynamodb:Scan</c>, <c>dynamodb:GetItem</c> and <c>dynamodb:UpdateItem</c> on the audit table; no function of the stack has
/// them.
/// </para>
/// </remarks>
public sealed class AuditIndexer
{
    // The places of the counts in a token.
    private const int Read = 0;
    private const int Indexed = 1;
    private const int Unreadable = 2;

    private readonly IItemStore _store;
    private readonly string _auditTable;
    private readonly Dictionary<string, AuditItem> _layouts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _entities = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>Creates the job for an audit table.</summary>
    /// <param name="store">DynamoDB.</param>
    /// <param name="app">The generator's model of the app, which says what is indexed: <c>OrdersApp.Model</c>.</param>
    /// <param name="auditTable">The name in AWS of the table of the records.</param>
    /// <param name="time">The clock, for the rate. Default: the system's.</param>
    /// <exception cref="ArgumentException">The app has no audit with queries by time or actor.</exception>
    public AuditIndexer(IItemStore store, AppModel app, string auditTable, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(auditTable);
        (_store, _auditTable, _time) = (store, auditTable, time ?? TimeProvider.System);
        foreach (var table in app.Tables)
        {
            if (table.AuditTableName is { } name && name != table.Name && table.Audit!.Queries is not AuditQueries.None)
            {
                _layouts.Add(table.Name, AuditItem.Of(table, isOwn: false));
                _entities.Add(table.Name, [.. table.Entities.Select(static entity => entity.Name), ChangeMessage.Unmodelled]);
            }
        }

        if (_layouts.Count == 0)
        {
            throw new ArgumentException(
                $"No audit of {app.Name} has an index. Set {nameof(AuditAttribute.Queries)} of [Audit] first, and deploy.", nameof(app));
        }
    }

    /// <summary>Reads the table and indexes its records. Each element says how far the job is: store its token to continue there.</summary>
    /// <param name="rowsPerSecond">The number of rows to read and write in a second, on average: 1 or more.</param>
    /// <param name="segments">The number of parts of the table that are read side by side: 1 to 1,000. A token has its own.</param>
    /// <param name="token">The token of an earlier run; <see langword="null"/> to begin.</param>
    /// <param name="cancellationToken">Ends the job, which the last token continues.</param>
    /// <returns>The progress, after up to 100 rows of each segment. Nothing is done before the next element is asked for.</returns>
    /// <exception cref="ArgumentException">The token is not one of this job.</exception>
    public IAsyncEnumerable<AuditIndexing> IndexAsync(
        int rowsPerSecond = 1_000, int segments = 4, string? token = null, CancellationToken cancellationToken = default)
        => Scan().RunAsync(rowsPerSecond, segments, token, IndexPageAsync, static state => new AuditIndexing
        {
            Rows = state.Counts[Read],
            Indexed = state.Counts[Indexed],
            Unreadable = state.Counts[Unreadable],
            Token = state.ToText(),
        }, cancellationToken);

    private SegmentedScan Scan() => new(_store, _auditTable, new ItemScan(), _time)
    {
        Job = "fw24.indexing/1",
        Counts = Unreadable + 1,
        RatedCount = Read,
        OtherToken = $"The text is not a token of an {nameof(AuditIndexer)}. Pass "
            + $"{nameof(AuditIndexing)}.{nameof(AuditIndexing.Token)} as it was, or begin again: records that are in their indexes "
            + "are not written.",
    };

    private async ValueTask<IReadOnlyList<long>> IndexPageAsync(IReadOnlyList<ItemImage> rows, CancellationToken cancellationToken)
    {
        var counts = new long[Unreadable + 1];
        counts[Read] = rows.Count;
        foreach (var row in rows)
        {
            try
            {
                counts[Indexed] += await IndexRowAsync(row, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
            catch (ItemFormatException)
            {
                counts[Unreadable]++;
            }
        }

        return counts;
    }

    // A row that was erased or has expired since it was read is read again, because the erasure may have removed its actor.
    private async ValueTask<bool> IndexRowAsync(ItemImage row, CancellationToken cancellationToken)
    {
        while (await PlacesAsync(row, cancellationToken).ConfigureAwait(false) is ({ Count: > 0 } missing, var layout, var isSame))
        {
            var key = layout.KeyOf(row);
            if (await _store.UpdateAsync(_auditTable, new ItemUpdate(key, missing), isSame, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            row = await _store.GetAsync(_auditTable, key, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    // What a row lacks, and the condition that it is as it was read.
    private async ValueTask<(IReadOnlyList<ItemAction> Missing, AuditItem Layout, ItemCondition IsSame)?> PlacesAsync(
        ItemImage row, CancellationToken cancellationToken) => row.IsAbsent ? null : AuditLog.ReadRow(row) switch
        {
            AuditEntry entry when _layouts.TryGetValue(entry.Table, out var layout)
                => (layout.MissingPlaces(row, entry), layout, AuditItem.IsRecord(row)),
            AuditGap gap when _layouts.TryGetValue(gap.Table, out var layout)
                => (layout.MissingPlaces(row, gap, await SinceAsync(layout, gap, cancellationToken).ConfigureAwait(false)),
                    layout,
                    layout.IsGap(row)),
            _ => null,
        };

    // The time of the record after the gap, which is under the name of any entity of the table.
    private async ValueTask<DateTimeOffset> SinceAsync(AuditItem layout, AuditGap gap, CancellationToken cancellationToken)
    {
        if (!gap.IsFilled)
        {
            foreach (var entity in _entities[gap.Table])
            {
                var place = layout.KeyOf(AuditKey.PartitionKey(entity, gap.Key), AuditKey.SortKeyOf(gap.Before));
                var row = await _store.GetAsync(_auditTable, place, cancellationToken).ConfigureAwait(false);
                if (!row.IsAbsent && AuditLog.ReadRow(row) is AuditEntry entry)
                {
                    return entry.Time;
                }
            }
        }

        return gap.RecordedAt;
    }
}
