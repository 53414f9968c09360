using Amazon.Runtime;
using Fw24.Audit.Records;
using Fw24.Backfill;
using Fw24.Changes.Marks;
using Fw24.Invocations;
using Fw24.Model;
using Fw24.Tables;
using Fw24.Tables.Scans;

namespace Fw24;

/// <summary>
/// Delivers the items that a table has already: to the audit, which records a snapshot of each whose trail has no beginning, and
/// to a handler that is newer than they are.
/// </summary>
/// <remarks>
/// <para>
/// The job reads the table and marks each item in question with the attribute <c>fw24:backfill</c>. The table's stream then
/// delivers the item as it is, at its place among the item's changes, so the table may be written meanwhile: no snapshot is older
/// than a record that it follows. Entities do not have the attribute, and a write of the job changes no version and is no change
/// to any other handler. An item that has the job's mark is not marked again: run the job as often as it needs.
/// </para>
/// <para>
/// The functions must be deployed by this version or a later one before the job runs: earlier ones take a mark for a change.
/// </para>
/// <para>
/// It needs <c>dynamodb:Scan</c>, <c>dynamodb:GetItem</c> and <c>dynamodb:UpdateItem</c> on the table and, for
/// <see cref="BackfillSnapshots.Missing"/> with an audit in DynamoDB, <c>dynamodb:BatchGetItem</c> on the audit table; no function of the
/// stack has them.
/// </para>
/// </remarks>
public sealed class ItemBackfill
{
    // Each item stores it.
    private const int MaxJobLength = 64;

    // The places of the counts in a token.
    private const int Read = 0;
    private const int Marked = 1;
    private const int Failed = 2;

    private readonly IItemStore _store;
    private readonly AppModel _app;
    private readonly TableModel _table;
    private readonly string _job;
    private readonly TimeProvider _time;
    private Func<EntityModel?, ItemImage, bool>? _filter;
    private EntityModel? _filtered;

    /// <summary>Creates a job.</summary>
    /// <param name="store">DynamoDB.</param>
    /// <param name="app">The generator's model of the app: <c>OrdersApp.Model</c>.</param>
    /// <param name="table">The table's name in the model.</param>
    /// <param name="job">The job's name, such as <c>2026-12-baseline</c>: another one for each job of a table. 1 to 64 characters.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <exception cref="ArgumentException">The app has no such table, or its stream does not deliver whole items.</exception>
    public ItemBackfill(IItemStore store, AppModel app, string table, string job, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(table);
        ArgumentException.ThrowIfNullOrWhiteSpace(job);
        if (job.Length > MaxJobLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(job), $"The name of a job has at most {MaxJobLength} characters, this one has {job.Length}.");
        }

        (_store, _app, _job, _time) = (store, app, job, time ?? TimeProvider.System);
        _table = app.Tables.FirstOrDefault(one => one.Name == table) ?? throw new ArgumentException(
            $"{app.Name} has no table {table}. Its tables are {string.Join(", ", app.Tables.Select(static one => one.Name))}.",
            nameof(table));
        if (_table.Stream is not { ViewType: StreamViewType.NewAndOldImages })
        {
            throw new ArgumentException(
                $"The stream of {table} delivers the items of a backfill, and needs both images to tell them from changes: set "
                + $"{nameof(StreamEnabledAttribute.ViewType)} of [StreamEnabled] to {nameof(StreamViewType.NewAndOldImages)}, and deploy.",
                nameof(table));
        }

        TableName = table;
    }

    /// <summary>Of which items the audit records a snapshot. Default: of none.</summary>
    public BackfillSnapshots Snapshots { get; init; }

    /// <summary>
    /// The class name of the handler that receives the items of its entity as if they were created, with
    /// <see cref="ChangeOrigin.Backfill"/>. Default: none.
    /// </summary>
    public string? Handler { get; init; }

    /// <summary>The table's name in AWS. Default: its name in the model.</summary>
    public string TableName { get; init; }

    /// <summary>The name in AWS of the table of the audit records, if a table has them. Default: its name in the model.</summary>
    public string? AuditTableName { get; init; }

    /// <summary>Limits the job to some items of an entity.</summary>
    /// <remarks>
    /// The items are read for it, and may have changed until they are marked: an item that is delivered may no longer satisfy the
    /// predicate. DynamoDB charges for the read of every item of the table.
    /// </remarks>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="predicate">The predicate.</param>
    /// <returns>The job with that limit in place of an earlier one.</returns>
    /// <exception cref="ArgumentException">The table has no such entity.</exception>
    public ItemBackfill Where<T>(Func<T, bool> predicate)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var entity = _table.Entities.FirstOrDefault(static one => one.Type == typeof(T)) ?? throw new ArgumentException(
            $"The table {_table.Name} has no entity {typeof(T).Name}. Its entities are "
            + $"{string.Join(", ", _table.Entities.Select(static one => one.Name))}.",
            nameof(predicate));
        var limited = (ItemBackfill)MemberwiseClone();
        limited._filtered = entity;
        limited._filter = (other, item) => ReferenceEquals(other, entity) && predicate((T)entity.ReadItem(item));
        return limited;
    }

    /// <summary>Reads the table and marks its items. Each element says how far the job is: store its token to continue there.</summary>
    /// <param name="itemsPerSecond">The number of items to mark in a second, on average: 1 or more.</param>
    /// <param name="segments">
    /// The number of parts of the table that are read and marked side by side, each one item after another: 1 to 1,000. A token
    /// has its own.
    /// </param>
    /// <param name="token">The token of an earlier run; <see langword="null"/> to begin.</param>
    /// <param name="cancellationToken">Ends the job, which the last token continues.</param>
    /// <returns>The progress, after up to 100 items of each segment. Nothing is done before the next element is asked for.</returns>
    /// <exception cref="ArgumentException">The token is not one of this job.</exception>
    /// <exception cref="InvalidOperationException">
    /// The job has nothing to do: it names neither snapshots nor a handler, the table has no audit, or the handler does not receive created
    /// items of the table.
    /// </exception>
    public IAsyncEnumerable<BackfillProgress> RunAsync(
        int itemsPerSecond = 1_000, int segments = 4, string? token = null, CancellationToken cancellationToken = default)
    {
        var marking = new Marking(this, FindHandler());
        var scan = new SegmentedScan(_store, TableName, new ItemScan { IsConsistent = false, Attributes = marking.Attributes }, _time)
        {
            Job = $"fw24.backfill/1 {_table.Name} {TableName} {Snapshots} {Handler ?? "-"} {_job}",
            Counts = Failed + 1,
            RatedCount = Marked,
            OtherToken = $"The text is not a token of the backfill {_job} of {_table.Name} with these settings. Pass "
                + $"{nameof(BackfillProgress)}.{nameof(BackfillProgress.Token)} as it was, or begin again: items that the job has "
                + "marked for the same are not written.",
        };
        return scan.RunAsync(itemsPerSecond, segments, token, marking.MarkAsync, static state => new BackfillProgress
        {
            Items = state.Counts[Read],
            Marked = state.Counts[Marked],
            Failed = state.Counts[Failed],
            Token = state.ToText(),
        }, cancellationToken);
    }

    private HandlerModel? FindHandler()
    {
        if (Snapshots is not BackfillSnapshots.None && _table.Audit is null)
        {
            throw new InvalidOperationException(
                $"The table {_table.Name} is not audited, so nobody records snapshots: add [Audit], and deploy.");
        }

        if (Handler is null)
        {
            return Snapshots is not BackfillSnapshots.None ? null : throw new InvalidOperationException(
                $"The backfill {_job} has nothing to do: set {nameof(Snapshots)}, or name a {nameof(Handler)}.");
        }

        var handlers = _app.Handlers.Where(handler => handler.TableName == _table.Name).ToList();
        var found = handlers.Find(handler => handler.Name == Handler) ?? throw new InvalidOperationException(
            $"{_table.Name} has no handler {Handler}. Its handlers are {string.Join(", ", handlers.Select(static one => one.Name))}.");
        if (!found.Operations.HasFlag(ChangeOperations.Insert))
        {
            throw new InvalidOperationException(
                $"{Handler} does not handle created items, as which it would receive those of a backfill: override OnInsertedAsync, "
                + "and deploy.");
        }

        return Snapshots is not BackfillSnapshots.None || _filtered is null || ReferenceEquals(_filtered, found.Entity)
            ? found
            : throw new InvalidOperationException(
                $"{Handler} handles items of {found.Entity.Name}, and the job is limited to those of {_filtered.Name}: it would mark none.");
    }

    // A run of the job.
    private sealed class Marking
    {
        private static readonly Retries s_conflicts = new(5, TimeSpan.FromMilliseconds(50));

        private readonly ItemBackfill _backfill;
        private readonly TableModel _table;
        private readonly HandlerModel? _handler;
        private readonly TrailBeginnings? _beginnings;
        private readonly ItemReadOptions _options;

        public Marking(ItemBackfill backfill, HandlerModel? handler)
        {
            (_backfill, _table, _handler) = (backfill, backfill._table, handler);
            if (_table.AuditTableName is { } auditTable && backfill.Snapshots is BackfillSnapshots.Missing)
            {
                // In the audited table itself by default, whose name in AWS may differ.
                var name = backfill.AuditTableName ?? (auditTable == _table.Name ? backfill.TableName : auditTable);
                _beginnings = new TrailBeginnings(backfill._store, _table, name, backfill.TableName, backfill._time);
            }

            _options = new ItemReadOptions { Attributes = Attributes };
        }

        /// <summary>The attributes that are read; <see langword="null"/> for all, which a filter may need.</summary>
        public IReadOnlyList<string>? Attributes => _backfill._filter is null
            ? [.. new[] { _table.PartitionKey.Name, _table.SortKey?.Name, _table.Discriminator, BackfillMark.Attribute }.OfType<string>()]
            : null;

        /// <summary>Marks the items of a page.</summary>
        public async ValueTask<IReadOnlyList<long>> MarkAsync(IReadOnlyList<ItemImage> items, CancellationToken cancellationToken)
        {
            var counts = new long[Failed + 1];
            var own = items.Where(item => !_table.IsAuditRow(item))
                .Select(item => (Item: item, Key: AuditKey.InOrder(_table, item))).ToList();
            counts[Read] = own.Count;
            var begun = _beginnings is null
                ? new bool[own.Count]
                : await _beginnings.FindAsync(own.ConvertAll(static one => one.Key), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < own.Count; i++)
            {
                try
                {
                    var isSnapshot = _backfill.Snapshots is not BackfillSnapshots.None && !begun[i];
                    counts[Marked] += await MarkAsync(own[i].Item, own[i].Key, isSnapshot, cancellationToken).ConfigureAwait(false) ? 1 : 0;
                }
                catch (ItemFormatException)
                {
                    counts[Failed]++;
                }
                catch (AmazonServiceException exception)
                    when (exception.ErrorCode is "ValidationException" or "ItemCollectionSizeLimitExceededException")
                {
                    counts[Failed]++;
                }
            }

            return counts;
        }

        // An item that another job has marked since it was read, or that was put again, is read again.
        private async ValueTask<bool> MarkAsync(ItemImage item, ItemImage key, bool isSnapshot, CancellationToken cancellationToken)
        {
            while (!item.IsAbsent && MarkFor(item, isSnapshot) is { } mark)
            {
                var update = new ItemUpdate(key, [new ItemAction(ItemActionKind.Set, BackfillMark.Attribute, mark.ToValue())]);
                var isAsRead = item.TryGetAttribute(BackfillMark.Utf8Attribute, out var value)
                    ? ItemCondition.Equal(BackfillMark.Attribute, value.ToArray())
                    : ItemCondition.NotExists(BackfillMark.Attribute);
                var condition = ItemCondition.Exists(_table.PartitionKey.Name) & isAsRead;
                if (await UpdateAsync(update, condition, cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }

                item = await _backfill._store.GetAsync(_backfill.TableName, key, _options, cancellationToken).ConfigureAwait(false);
            }

            return false;
        }

        // A transaction holds an item for moments.
        private async ValueTask<bool> UpdateAsync(ItemUpdate update, ItemCondition condition, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await _backfill._store.UpdateAsync(_backfill.TableName, update, condition, cancellationToken).ConfigureAwait(false);
                }
                catch (AmazonServiceException exception)
                    when (exception.ErrorCode is "TransactionConflictException" && attempt < s_conflicts.MaxAttempts)
                {
                    await s_conflicts.PauseAsync(attempt, _backfill._time, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        // Null if the item has the job's mark for all that is asked, or nobody receives it.
        private BackfillMark? MarkFor(ItemImage item, bool isSnapshot)
        {
            var entity = _table.EntityOf(item);
            var handler = _handler is not null && ReferenceEquals(entity, _handler.Entity) ? _handler.Name : null;
            return (isSnapshot || handler is not null)
                && new BackfillMark(_backfill._job, isSnapshot, handler) is var mark
                && BackfillMark.In(item)?.Covers(mark) is not true
                && _backfill._filter?.Invoke(entity, item) is not false
                ? mark
                : null;
        }
    }
}
