using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Functions;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Seals;
using Fw24.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Audit;

/// <summary>
/// Erases the values in an item's audit records in DynamoDB, such as those of a person who demands it, and keeps what happened when.
/// </summary>
/// <remarks>
/// <para>
/// Of an erased record the time, the operation, the entity, the sequence number, the names of the attributes and the actor remain
/// (<see cref="ErasureScope"/> can remove the last two), and the item's key: use keys that are no personal data themselves. The erasure is
/// recorded (<see cref="AuditErasure"/>).
/// </para>
/// <para>
/// An erasure covers changes up to the time at which it begins. Records of these changes that are still in a queue are stored without
/// values when they arrive. An interrupted erasure is completed by erasing again; erasing twice changes nothing. While an erasure runs,
/// the application may write.
/// </para>
/// <para>
/// Not erased: the item itself, which is to be deleted before; the table's stream, which keeps its changes for 24 hours; messages in
/// queues, and data of large parked records in S3, until their retention ends; backups, exports, and audits in CloudWatch Logs, which
/// cannot erase.
/// </para>
/// <para>
/// With a claim check, the data of large messages of the item's recorded changes is removed, too. A handler that has not received such a
/// message yet cannot handle it any more.
/// </para>
/// <para>
/// Of a sealed audit, the log gets an entry for each record before it is erased, without which a verification would report it. The
/// record's commitment stays.
/// </para>
/// <para>
/// It needs <c>dynamodb:Query</c>, <c>dynamodb:GetItem</c> and <c>dynamodb:PutItem</c> on the table of the audit records; with a claim
/// check also <c>s3:ListBucketVersions</c> on the bucket and <c>s3:DeleteObjectVersion</c> on the objects of the audited table; with a
/// log <c>s3:PutObject</c> on its objects <c>pending/*</c>.
/// </para>
/// </remarks>
public sealed class AuditEraser
{
    // The entries of the log that one object has.
    private const int RowsAtATime = 100;

    private readonly IItemStore _store;
    private readonly TableModel _table;
    private readonly string _auditTable;
    private readonly AuditItem _layout;
    private readonly string[] _entities;
    private readonly TimeProvider _time;
    private readonly IClaimCheck? _claims;
    private readonly ISealStore? _seals;
    private readonly int _timeToLiveDays;

    /// <summary>Creates an eraser for the audit records of a table.</summary>
    /// <param name="store">DynamoDB.</param>
    /// <param name="table">The audited table.</param>
    /// <param name="auditTable">The name in AWS of the table with the records: a separate one, or the audited table itself.</param>
    /// <param name="tableName">The audited table's name in AWS. Default: its name in the model.</param>
    /// <param name="formerEntities">
    /// The names that the table's entities had before they were renamed or removed, under which their records of that time are stored.
    /// </param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <param name="claims">
    /// The store of the data of large messages, such as <c>new S3ClaimCheck(bucket)</c>. Default: the data stays until the bucket's
    /// lifecycle removes it.
    /// </param>
    /// <param name="seals">The log of a sealed audit, such as <c>new S3SealStore(bucket)</c>, which it must have.</param>
    /// <exception cref="InvalidOperationException">
    /// The table with the records has no sort key: only a scan finds the records of an item. Or the audit is sealed, and no log is given.
    /// </exception>
    public AuditEraser(
        IItemStore store,
        TableModel table,
        string auditTable,
        string? tableName = null,
        IEnumerable<string>? formerEntities = null,
        TimeProvider? time = null,
        IClaimCheck? claims = null,
        ISealStore? seals = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(auditTable);
        (_store, _table, _auditTable, _time) = (store, table, auditTable, time ?? TimeProvider.System);
        (_claims, _seals) = (claims, seals);
        if (table.Audit is { Sealed: true } && seals is null)
        {
            throw new InvalidOperationException(
                $"The audit of the table {table.Name} is sealed: give its log (seals: new S3SealStore(bucket)), which must have the erasures. "
                + "Otherwise a verification would report erased records as emptied.");
        }

        _entities =
        [
            .. table.Entities.Select(static entity => entity.Name).Append(ChangeMessage.Unmodelled).Concat(formerEntities ?? [])
                .Distinct(StringComparer.Ordinal),
        ];
        _timeToLiveDays = table.Audit?.TimeToLiveDays ?? 0;
        _layout = AuditItem.Of(table, isOwn: auditTable == (tableName ?? table.Name));
        if (_layout.SortKey is null)
        {
            throw new InvalidOperationException(
                $"The table {auditTable} has no sort key, so each audit record is in its own partition: only a scan finds the records of an "
                + "item.");
        }
    }

    /// <summary>Erases the audit records of an item.</summary>
    /// <param name="key">The item's key.</param>
    /// <param name="scope">What to remove in addition to values.</param>
    /// <param name="actor">The name of the person or program that erases. It is stored.</param>
    /// <param name="reason">The reason, such as the number of a request. It is stored.</param>
    /// <param name="cancellationToken">Ends the erasure, which erasing again completes.</param>
    /// <returns>The record of this erasure; of the last one if nothing was left to erase.</returns>
    /// <exception cref="InvalidOperationException">
    /// There is no such table, and the audit is in CloudWatch Logs or on the console, which cannot erase.
    /// </exception>
    /// <exception cref="ItemFormatException">
    /// A row among the records cannot be read, so that it is not known what it contains. All others are erased. Delete the row, and erase
    /// again.
    /// </exception>
    public async Task<AuditErasure> EraseAsync(
        ItemImage key,
        ErasureScope scope = ErasureScope.Values,
        string? actor = null,
        string? reason = null,
        CancellationToken cancellationToken = default)
    {
        key = AuditKey.InOrder(_table, key);
        var now = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
        var erasures = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        var begun = erasures.LastOrDefault(static erasure => !erasure.IsComplete);
        if (begun is null && erasures is [.., var last] && !await HasValuesAsync(key, now, scope, cancellationToken).ConfigureAwait(false))
        {
            // Nothing is left to erase but what may still arrive, and data that earlier erasures left where it was.
            if (_claims is not null)
            {
                await RemoveClaimsAsync(key, now, cancellationToken).ConfigureAwait(false);
            }

            await MarkAsync(key, new ErasureMark(now, scope), cancellationToken).ConfigureAwait(false);
            return last;
        }

        // An interrupted erasure is completed as the one that it was, with what has been asked for since. No two have the same time, which
        // is the key of their records.
        var next = erasures is [.., var latest] && latest.Time >= now ? latest.Time.AddSeconds(1) : now;
        var erasure = new AuditErasure
        {
            Table = _table.Name,
            Key = key,
            Time = begun?.Time ?? next,
            Until = now,
            Actor = begun?.Actor ?? actor,
            Reason = begun?.Reason ?? reason,
            Scope = scope | (begun?.Scope ?? ErasureScope.Values),
        };
        await WriteAsync(erasure, cancellationToken).ConfigureAwait(false);

        // Before the records: from here on, one that arrives is stored without values, so none is missed.
        await MarkAsync(key, new ErasureMark(erasure.Until, erasure.Scope), cancellationToken).ConfigureAwait(false);
        var records = await EraseRecordsAsync(erasure, cancellationToken).ConfigureAwait(false);

        erasure = erasure.Completed(records);
        await WriteAsync(erasure, cancellationToken).ConfigureAwait(false);
        return erasure;
    }

    /// <summary>Reads the records of an item's erasures.</summary>
    /// <param name="key">The item's key.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The records, the earliest first.</returns>
    /// <exception cref="InvalidOperationException">
    /// There is no such table, and the audit is in CloudWatch Logs or on the console, which cannot erase.
    /// </exception>
    public async Task<IReadOnlyList<AuditErasure>> ReadAsync(ItemImage key, CancellationToken cancellationToken = default)
    {
        List<AuditErasure> erasures = [];
        var partition = AuditKey.HeadPartitionKey(_table.Name, AuditKey.InOrder(_table, key));
        try
        {
            await foreach (var row in RowsAsync(partition, cancellationToken).ConfigureAwait(false))
            {
                if (AuditItem.SchemaOf(row) is AuditSchema.ErasureV1)
                {
                    erasures.Add(AuditErasure.FromItem(row));
                }
            }
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "ResourceNotFoundException" && Elsewhere is not null)
        {
            throw new InvalidOperationException(
                $"There is no table {_auditTable}, and the audit of {_table.Name} is {Elsewhere}, whose records cannot be changed.",
                exception);
        }

        return erasures;
    }

    // Where the audit is today, if not in DynamoDB. Records of before may be there.
    private string? Elsewhere => _table.Audit?.LoggerType switch
    {
        AuditLoggerType.Cloudwatch => "in CloudWatch Logs",
        AuditLoggerType.Console => "on the console",
        _ => null,
    };

    private async Task<bool> HasValuesAsync(ItemImage key, DateTimeOffset until, ErasureScope scope, CancellationToken cancellationToken)
    {
        await foreach (var row in RecordsAsync(key, cancellationToken).ConfigureAwait(false))
        {
            if (row.Entry is not { } entry || (entry.Time <= until && !entry.IsErased(scope)))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<int> EraseRecordsAsync(AuditErasure erasure, CancellationToken cancellationToken)
    {
        var records = 0;
        ItemFormatException? unreadable = null;
        List<Row> pending = [];
        await foreach (var row in RecordsAsync(erasure.Key, cancellationToken).ConfigureAwait(false))
        {
            if (row.Entry is not { } entry)
            {
                unreadable = row.Fault;
                continue;
            }

            if (entry.Time > erasure.Until)
            {
                continue;
            }

            records++;
            await RemoveClaimsAsync(entry, cancellationToken).ConfigureAwait(false);
            if (!entry.IsErased(erasure.Scope))
            {
                pending.Add(row);
                if (pending.Count == RowsAtATime)
                {
                    await EraseRowsAsync(pending, erasure, cancellationToken).ConfigureAwait(false);
                    pending.Clear();
                }
            }
        }

        await EraseRowsAsync(pending, erasure, cancellationToken).ConfigureAwait(false);
        return unreadable is null ? records : throw unreadable;
    }

    // The log's entries first: of an erasure that is interrupted between the two, nothing is reported.
    private async Task EraseRowsAsync(List<Row> rows, AuditErasure erasure, CancellationToken cancellationToken)
    {
        var entries = rows.Select(static row => row.Entry!).Where(static entry => entry.Commitment is not null).Select(ErasureOf).ToList();
        if (_seals is not null && entries.Count > 0)
        {
            await PendingEntries.AddAsync(_seals, entries, cancellationToken).ConfigureAwait(false);
        }

        foreach (var row in rows)
        {
            var erased = _layout.Write(row.Entry!.Erased(erasure.Time, erasure.Scope), _layout.ExpiryOf(row.Item));

            // An expired record is not created again.
            var exists = ItemCondition.Exists(_layout.PartitionKey);
            await _store.PutAsync(_auditTable, erased, exists, cancellationToken).ConfigureAwait(false);
        }
    }

    private static SealEntry ErasureOf(AuditEntry entry) => new()
    {
        Schema = SealEntry.ErasedSchema,
        Table = entry.Table,
        Id = entry.EventId,
        Time = entry.Time,
        Commitment = entry.Commitment!,
    };

    private async Task RemoveClaimsAsync(ItemImage key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await foreach (var row in RecordsAsync(key, cancellationToken).ConfigureAwait(false))
        {
            if (row.Entry is { } entry && entry.Time <= until)
            {
                await RemoveClaimsAsync(entry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private ValueTask RemoveClaimsAsync(AuditEntry entry, CancellationToken cancellationToken)
        => _claims is null ? default : ClaimedBody.RemoveAsync(_table.Name, entry.EventId, _claims, cancellationToken);

    // An item that has changed its entity has records under several names.
    private async IAsyncEnumerable<Row> RecordsAsync(
        ItemImage key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entity in _entities)
        {
            await foreach (var row in RowsAsync(AuditKey.PartitionKey(entity, key), cancellationToken).ConfigureAwait(false))
            {
                if (Read(row) is { IsGap: false } read)
                {
                    yield return read;
                }
            }
        }
    }

    private IAsyncEnumerable<ItemImage> RowsAsync(string partition, CancellationToken cancellationToken)
        => _store.EnumerateAsync(_auditTable, _layout.QueryOf(partition), cancellationToken);

    private static Row Read(ItemImage row)
    {
        try
        {
            var read = AuditLog.ReadRow(row);
            return new Row(row, read as AuditEntry, null) { IsGap = read is not AuditEntry };
        }
        catch (ItemFormatException exception)
        {
            return new Row(row, null, exception);
        }
    }

    // With a store of its own, which remembers no head.
    private async Task MarkAsync(ItemImage key, ErasureMark mark, CancellationToken cancellationToken)
    {
        var telemetry = new FunctionTelemetry(_table.AuditFunction, _time);
        var heads = new TrailCheckpointStore(_store, _auditTable, _layout, _timeToLiveDays, telemetry, NullLogger.Instance);
        await heads.EraseAsync(new TrailKey("", _table.Name, key), mark, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(AuditErasure erasure, CancellationToken cancellationToken)
        => await _store.PutAsync(
            _auditTable,
            _layout.WriteErasure(erasure, AuditItem.ExpiryOf(erasure.Time, _timeToLiveDays)),
            null,
            cancellationToken).ConfigureAwait(false);

    // A record, or what keeps it from being read.
    private readonly record struct Row(ItemImage Item, AuditEntry? Entry, ItemFormatException? Fault)
    {
        // A gap has sequence numbers alone.
        public bool IsGap { get; init; }
    }
}
