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

/// <summary>Writes audit records to a DynamoDB table: one item per change, put only if it does not exist yet.</summary>
/// <remarks>
/// <para>
/// An item's partition key is <c>AUDIT#{entity}#{key}</c> and its sort key is the change's sequence number, zero-padded to 40 digits, so one
/// query returns the history of an item in order. In a separate table the keys are <c>pk</c> and <c>sk</c>, and the record's members
/// are attributes. In the audited table the keys are that table's, and the record is nested in the attribute <c>audit</c>, so that
/// none of its members conflicts with a key, an index or the time to live of the application.
/// </para>
/// <para>
/// In a separate table, <see cref="AuditAttribute.Queries"/> adds the attributes of its indexes by time and by actor.
/// </para>
/// <para>
/// A change that is already recorded is compared with the stored record. An equal record is a duplicate delivery and not a failure. A different event id or
/// content is a permanent failure, counted as a conflict: one of the two records is false, and both are preserved.
/// </para>
/// <para>
/// An item's records are accompanied by the head of its trail, with which the sink detects missing records: the image before a change must
/// equal the image after the previous one. Otherwise an <see cref="AuditGap"/> is recorded until the missing records arrive.
/// </para>
/// </remarks>
public sealed class DynamoDbAuditSink : IAuditSink
{
    /// <summary>The partition key attribute of an audit table.</summary>
    public const string PartitionKeyAttribute = "pk";

    /// <summary>The sort key attribute of an audit table.</summary>
    public const string SortKeyAttribute = "sk";

    /// <summary>The time to live attribute, unless the records are in the audited table and it has one.</summary>
    public const string TimeToLiveAttribute = "expiresAt";

    // Items are independent. Twice the largest FIFO batch: enough for any queue's batch to take about the time of one call.
    private const int MaxParallelism = 16;

    private readonly IItemStore _store;
    private readonly HiddenAttributes _hidden;
    private readonly string _auditTable;
    private readonly AuditItem _layout;
    private readonly TrailCheckpointStore _heads;
    private readonly FunctionTelemetry _telemetry;
    private readonly int _timeToLiveDays;

    /// <summary>Creates a sink for the records of a table.</summary>
    /// <param name="store">DynamoDB.</param>
    /// <param name="table">The audited table.</param>
    /// <param name="auditTable">The name in AWS of the table for the records: a separate one, or the audited table itself.</param>
    /// <param name="logger">Logs foreign items found in place of the sink's own rows. Default: no logging.</param>
    /// <param name="tableName">The audited table's name in AWS. Default: its name in the model.</param>
    /// <exception cref="InvalidOperationException">
    /// The records are to be stored in the audited table, but its keys do not allow it; the message states why.
    /// </exception>
    public DynamoDbAuditSink(IItemStore store, TableModel table, string auditTable, ILogger? logger = null, string? tableName = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(auditTable);
        _store = store;
        _hidden = new HiddenAttributes(table);
        _auditTable = auditTable;
        _timeToLiveDays = table.Audit?.TimeToLiveDays ?? 0;
        _layout = AuditItem.Of(table, isOwn: auditTable == (tableName ?? table.Name));
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

    /// <summary>Reads the stored audit records of an item, in order.</summary>
    /// <param name="entity">The entity's name. Records from a time when the item was another entity are stored under that entity's name.</param>
    /// <param name="key">The item's key, its partition key first.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The records, and the gaps between them.</returns>
    /// <exception cref="InvalidOperationException">The table has no sort key: only a scan finds the records.</exception>
    public async ValueTask<AuditLog> ReadAsync(string entity, ItemImage key, CancellationToken cancellationToken = default)
    {
        if (_layout.SortKey is null)
        {
            throw new InvalidOperationException($"The table {_auditTable} has no sort key, so each audit record is in its own partition: only a scan finds the records of an item.");
        }

        var query = _layout.QueryOf(AuditKey.PartitionKey(entity, key));
        var items = new List<ItemImage>();
        await foreach (var item in _store.EnumerateAsync(_auditTable, query, cancellationToken).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return AuditLog.FromItems(items);
    }

    // The records of an item are stored in order, so that readers never see a later one without the earlier ones.
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
                var (old, @new) = (digest.Of(record.OldImage), digest.Of(record.NewImage));
                var link = new TrailEntry(entry.SequenceNumber, old, @new, entry.Entity, entry.Time, entry.RecordedAt)
                {
                    IsBeginning = entry.IsSnapshot || old is null,
                };
                var item = AuditKey.Identity(entry.Key);
                if (!trails.TryGetValue(item, out var trail))
                {
                    trails.Add(item, trail = new PendingTrail(new TrailKey(entry.App, entry.Table, entry.Key), []));
                }

                trail.Records.Add(new PendingItem(i, record, entry, image, link));
            }
            catch (ItemFormatException exception)
            {
                failures[i] = new AuditFailure(i, exception.Message, Permanent: true);
            }
        }

        return [.. trails.Values];
    }

    // Concurrent calls up to the limit, without additional threads: a store that completes synchronously preserves the order of the items.
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

    // The records before the head, so that no head lists a record that is not stored.
    private async ValueTask StoreItemAsync(PendingTrail trail, AuditFailure?[] failures, CancellationToken cancellationToken)
    {
        var isNew = await StoreRecordsAsync(trail.Records, failures, cancellationToken).ConfigureAwait(false);
        var stored = trail.Records.FindAll(record => failures[record.Index] is null);
        try
        {
            await AddAsync(trail.Key, stored, isNew, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // A record that the head does not list would look missing later, so the message is delivered again.
            var reason = ExceptionSummary.Of(exception);
            foreach (var record in stored)
            {
                failures[record.Index] = new AuditFailure(record.Index, reason, Permanent: false);
            }
        }
    }

    // The trail may have been erased since the changes, as its head says. What this process remembers of a head that lists new records may
    // be older.
    private async ValueTask AddAsync(TrailKey trail, List<PendingItem> stored, bool isNew, CancellationToken cancellationToken)
    {
        var links = stored.ConvertAll(static record => record.Link);
        if (await _heads.AddAsync(trail, links, mustRead: isNew, cancellationToken).ConfigureAwait(false) is not { } erasure)
        {
            return;
        }

        foreach (var (_, record, entry, _, _) in stored)
        {
            if (erasure.Covers(entry.Time))
            {
                record.IsErased = true;
                var erased = entry.Erased(erasure.Until, erasure.Scope, record.Commitment);
                var row = _layout.Write(erased, AuditItem.ExpiryOf(entry.Time, _timeToLiveDays));
                var exists = ItemCondition.Exists(_layout.PartitionKey);
                await _store.PutAsync(_auditTable, row, exists, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Returns whether any record was not stored before.
    private async ValueTask<bool> StoreRecordsAsync(List<PendingItem> records, AuditFailure?[] failures, CancellationToken cancellationToken)
    {
        var isNew = false;
        string? reason = null;
        foreach (var (index, record, entry, item, _) in records)
        {
            try
            {
                if (reason is null)
                {
                    var put = await _heads.PutAsync(item, ItemCondition.NotExists(_layout.PartitionKey), cancellationToken).ConfigureAwait(false);
                    if (put.IsPut)
                    {
                        isNew = true;
                        continue;
                    }

                    if (!put.Stored.IsAbsent)
                    {
                        failures[index] = Compare(index, record, entry, put.Stored);
                        continue;
                    }

                    // For example because it expired in between.
                    reason = "The audit record already existed, but was gone before it could be compared.";
                }
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode is "ValidationException" or "ItemCollectionSizeLimitExceededException")
            {
                // Over 400 KB together with the record's own attributes: retries cannot succeed.
                failures[index] = new AuditFailure(index, $"DynamoDB rejected the audit record's item ({item.Json.Length} bytes of JSON): {ExceptionSummary.Of(exception)}", Permanent: true);
                continue;
            }
            catch (Exception exception)
            {
                reason = ExceptionSummary.Of(exception);
            }

            failures[index] = new AuditFailure(index, reason, Permanent: false);
        }

        return isNew;
    }

    // The stored item is from an earlier delivery of the change, or is invalid.
    private AuditFailure? Compare(int index, AuditRecord record, AuditEntry entry, ItemImage stored)
    {
        string found;
        try
        {
            var other = AuditEntry.FromItem(stored);
            if (other.EventId == entry.EventId && entry.TellsTheSame(other))
            {
                record.Commitment = other.Commitment;
                return null;
            }

            found = other.EventId == entry.EventId ? "a record with different content" : "a record with a different event id";
        }
        catch (Exception)
        {
            // An unreadable item was not written by the sink; a retry would find the same one.
            found = "an item that is not an audit record";
        }

        _telemetry.ConflictFound();
        return new AuditFailure(index, $"The audit record of the change conflicts with a stored item: {found} already has its key.", Permanent: true);
    }

    private sealed record PendingTrail(TrailKey Key, List<PendingItem> Records);

    private readonly record struct PendingItem(int Index, AuditRecord Record, AuditEntry Entry, ItemImage Image, TrailEntry Link);
}
