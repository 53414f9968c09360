using Amazon.Runtime;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Audit;

/// <summary>Writes audit records to a table of DynamoDB: one item a change, put only if it is not there yet.</summary>
/// <remarks>
/// <para>
/// An item's partition key is <c>AUDIT#{entity}#{key}</c> and its sort key the change's sequence number with zeros to 40 digits, so one
/// query finds what happened to an item, in order. In a table of its own the keys are <c>pk</c> and <c>sk</c> and the record's members
/// are attributes. In the audited table the keys are that table's, and the record lies in the attribute <c>audit</c>, so that
/// no attribute of it can meet a key, an index or the time to live of the application.
/// </para>
/// <para>
/// A change that is recorded already is compared with the record that is there. The same again is a duplicate delivery, and no failure; another event id or
/// another content is a permanent failure, counted as a conflict: one of the two is not what happened, and both are to be found.
/// </para>
/// <para>
/// Beside an item's records lies the head of its trail, by which the sink notices where records are missing: what the image before a change
/// is must be what the image after the change before it was. Where it is not, an <see cref="AuditGap"/> says so, until what is missing comes.
/// </para>
/// </remarks>
public sealed class DynamoDbAuditSink : IAuditSink
{
    /// <summary>The partition key attribute of an audit table.</summary>
    public const string PartitionKeyAttribute = "pk";

    /// <summary>The sort key attribute of an audit table.</summary>
    public const string SortKeyAttribute = "sk";

    /// <summary>The attribute of the time to live, unless the audited table that holds the records has one.</summary>
    public const string TimeToLiveAttribute = "expiresAt";

    // Items are independent of each other. Twice the largest FIFO batch: enough for any queue's batch to take about one call's time.
    private const int MaxParallelism = 16;

    private readonly IItemStore _store;
    private readonly HiddenAttributes _hidden;
    private readonly string _auditTable;
    private readonly AuditItem _layout;
    private readonly TrailCheckpointStore _heads;
    private readonly FunctionTelemetry _telemetry;
    private readonly int _timeToLiveDays;

    /// <summary>Writes the records of a table.</summary>
    /// <param name="store">DynamoDB.</param>
    /// <param name="table">The audited table.</param>
    /// <param name="auditTable">The table for the records: one of its own, or the audited table itself.</param>
    /// <param name="logger">Logs what was in the places of the sink's own rows and is none of them. Default: nothing.</param>
    /// <exception cref="InvalidOperationException">The records are to lie in the audited table, and its keys do not allow it; the message says why.</exception>
    public DynamoDbAuditSink(IItemStore store, TableModel table, string auditTable, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(auditTable);
        _store = store;
        _hidden = new HiddenAttributes(table);
        _auditTable = auditTable;
        _timeToLiveDays = table.Audit?.TimeToLiveDays ?? 0;
        _layout = auditTable == table.Name ? LayoutIn(table) : new AuditItem
        {
            PartitionKey = PartitionKeyAttribute,
            SortKey = SortKeyAttribute,
            IsNested = false,
            TimeToLive = TimeToLiveAttribute,
        };
        _telemetry = new FunctionTelemetry(table.AuditFunction, TimeProvider.System);
        _heads = new TrailCheckpointStore(store, auditTable, _layout, _timeToLiveDays, _telemetry, logger ?? NullLogger.Instance);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var reasons = new AuditFailure?[records.Count];
        var trails = PerItem(records, reasons);
        await StoreItemsAsync(trails, reasons, cancellationToken).ConfigureAwait(false);

        var failures = new List<AuditFailure>();
        foreach (var failure in reasons)
        {
            if (failure is not null)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    /// <summary>Reads what is stored of an item, in order.</summary>
    /// <param name="entity">The entity's name. Records of an item that was another entity once are found under that one's name.</param>
    /// <param name="key">The item's key, its partition key first.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The records, and the gaps between them.</returns>
    /// <exception cref="InvalidOperationException">The records lie in a table without a sort key: only a scan finds them.</exception>
    public async ValueTask<AuditRows> ReadAsync(string entity, ItemImage key, CancellationToken cancellationToken = default)
    {
        if (_layout.SortKey is null)
        {
            throw new InvalidOperationException($"The table {_auditTable} has no sort key, so each audit record is a partition of its own: only a scan finds those of an item.");
        }

        var partition = ItemWriter.ToValue(AuditKey.PartitionKey(entity, key), static (writer, text) => writer.WriteString(text));
        var items = new List<ItemImage>();
        await foreach (var item in _store.QueryAsync(_auditTable, new ItemQuery(_layout.PartitionKey, partition), cancellationToken).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return AuditRows.FromItems(items);
    }

    private static AuditItem LayoutIn(TableModel table)
    {
        if (table.PartitionKey.Type is not KeyType.String || table.SortKey is { Type: not KeyType.String })
        {
            throw new InvalidOperationException(
                $"The audit records of {table.Name} cannot lie in that table itself: their keys are strings (AUDIT#…), and its keys are not all of that type. Name a table of their own: AuditTableName.");
        }

        string?[] names =
        [
            table.PartitionKey.Name, table.SortKey?.Name, table.TimeToLive, .. table.Indexes.Select(static index => index.PartitionKey.Name), .. table.Indexes.Select(static index => index.SortKey?.Name),
        ];
        if (names.Contains(AuditItem.RecordAttributeName))
        {
            throw new InvalidOperationException(
                $"The audit records of {table.Name} cannot lie in that table itself: they need the attribute '{AuditItem.RecordAttributeName}', which is a key or the time to live there. Name a table of their own: AuditTableName.");
        }

        return new AuditItem
        {
            PartitionKey = table.PartitionKey.Name,
            SortKey = table.SortKey?.Name,
            IsNested = true,
            TimeToLive = table.TimeToLive ?? TimeToLiveAttribute,
        };
    }

    // The records of one item are stored in order, so that a reader never sees a later one without an earlier.
    private List<PendingTrail> PerItem(IReadOnlyList<AuditRecord> records, AuditFailure?[] failures)
    {
        using var digest = new ImageDigest(_hidden);
        var trails = new OrderedDictionary<string, PendingTrail>(StringComparer.Ordinal);
        for (var i = 0; i < records.Count; i++)
        {
            try
            {
                var record = records[i];
                var entry = AuditEntry.Parse(record.Json.Span);
                var image = _layout.Write(entry, AuditItem.ExpiryOf(entry.Time, _timeToLiveDays));
                var link = new TrailEntry(entry.SequenceNumber, digest.Of(record.OldImage), digest.Of(record.NewImage), entry.Entity, entry.Time, entry.RecordedAt);
                var item = AuditKey.Identity(entry.Key);
                if (!trails.TryGetValue(item, out var trail))
                {
                    trails.Add(item, trail = new PendingTrail(new TrailKey(entry.App, entry.Table, entry.Key), []));
                }

                trail.Records.Add(new PendingItem(i, entry, image, link));
            }
            catch (ItemFormatException exception)
            {
                failures[i] = new AuditFailure(i, exception.Message, Permanent: true);
            }
        }

        return [.. trails.Values];
    }

    // As many calls at a time as allowed, and no thread of its own for any: a store that answers at once keeps the order of the items.
    private Task StoreItemsAsync(List<PendingTrail> trails, AuditFailure?[] failures, CancellationToken cancellationToken)
    {
        var next = -1;
        var workers = new Task[Math.Min(MaxParallelism, trails.Count)];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = StoreNextAsync();
        }

        return Task.WhenAll(workers);

        async Task StoreNextAsync()
        {
            for (var trail = Interlocked.Increment(ref next); trail < trails.Count; trail = Interlocked.Increment(ref next))
            {
                await StoreItemAsync(trails[trail], failures, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The records first and the head behind them, so that no head tells of a record that is not there.
    private async ValueTask StoreItemAsync(PendingTrail trail, AuditFailure?[] failures, CancellationToken cancellationToken)
    {
        await StoreRecordsAsync(trail.Records, failures, cancellationToken).ConfigureAwait(false);
        var stored = trail.Records.FindAll(record => failures[record.Index] is null);
        try
        {
            await _heads.AddAsync(trail.Key, stored.ConvertAll(static record => record.Link), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // What the head does not know of may be missing, as far as anyone can tell later: it comes again.
            var reason = ExceptionSummary.Of(exception);
            foreach (var record in stored)
            {
                failures[record.Index] = new AuditFailure(record.Index, reason, Permanent: false);
            }
        }
    }

    private async ValueTask StoreRecordsAsync(List<PendingItem> records, AuditFailure?[] failures, CancellationToken cancellationToken)
    {
        string? reason = null;
        foreach (var (index, entry, item, _) in records)
        {
            try
            {
                if (reason is null)
                {
                    var put = await _heads.PutAsync(item, PutCondition.NotExists(_layout.PartitionKey), cancellationToken).ConfigureAwait(false);
                    if (put.IsPut)
                    {
                        continue;
                    }

                    if (!put.Stored.IsAbsent)
                    {
                        failures[index] = Compare(index, entry, put.Stored);
                        continue;
                    }

                    // As when it expired in between.
                    reason = "The audit record was there already and is gone by now.";
                }
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode is "ValidationException" or "ItemCollectionSizeLimitExceededException")
            {
                // Over 400 KB with what the record adds: no further try can store it.
                failures[index] = new AuditFailure(index, $"DynamoDB refuses the audit record's item ({item.Json.Length} bytes of JSON): {ExceptionSummary.Of(exception)}", Permanent: true);
                continue;
            }
            catch (Exception exception)
            {
                reason = ExceptionSummary.Of(exception);
            }

            failures[index] = new AuditFailure(index, reason, Permanent: false);
        }
    }

    // What is there was stored by an earlier delivery of the change, or is not what it says it is.
    private AuditFailure? Compare(int index, AuditEntry entry, ItemImage stored)
    {
        string found;
        try
        {
            var other = AuditEntry.FromItem(stored);
            if (other.EventId == entry.EventId && entry.TellsTheSame(other))
            {
                return null;
            }

            found = other.EventId == entry.EventId ? "one of other content" : "one with another event id";
        }
        catch (Exception)
        {
            // Whatever it is that cannot be read: somebody else wrote it, and it will be no other one next time.
            found = "an item that is no audit record";
        }

        _telemetry.ConflictFound();
        return new AuditFailure(index, $"The audit record of the change is in conflict with the stored one: at its place is {found}.", Permanent: true);
    }

    private sealed record PendingTrail(TrailKey Key, List<PendingItem> Records);

    private readonly record struct PendingItem(int Index, AuditEntry Entry, ItemImage Image, TrailEntry Link);
}
