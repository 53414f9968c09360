using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Fw24.Audit.Sinks;

namespace Fw24.Audit.Reading.Stores;

/// <summary>The audit records of a table in a log group of CloudWatch Logs.</summary>
/// <remarks>
/// The records of an item are read with FilterLogEvents, which costs nothing and reads the group page by page; others with Logs Insights,
/// which reads it in
/// parallel and is charged by the bytes that it scans.
/// </remarks>
/// <param name="logs">CloudWatch Logs, in the log group's region.</param>
/// <param name="table">The table's name in the model.</param>
/// <param name="logGroup">The log group.</param>
/// <param name="time">The clock for pauses, and for the end of what can have been recorded.</param>
internal sealed class CloudWatchAuditStore(ICloudWatchLogSearch logs, string table, string logGroup, TimeProvider time) : IAuditStore
{
    /// <summary>The maximum number of rows that a query of Logs Insights returns (StartQuery).</summary>
    public const int MaxRows = 10_000;

    // With filters that are evaluated here, and to know whether there are more.
    private const int LeastRows = 1_000;

    // Beyond those of the AWS SDK: an account has a few calls per second, and 30 queries of Insights at a time.
    private const int MaxAttempts = 8;

    // FilterLogEvents reads the newest first only from this time on, and no record is older.
    private static readonly DateTimeOffset s_first = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // CloudWatch Logs accepts events up to two hours ahead.
    private static readonly TimeSpan s_ahead = TimeSpan.FromHours(2);

    private static readonly TimeSpan s_shortPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longPause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public bool IsByTime(AuditSelection selection) => true;

    /// <inheritdoc/>
    public void Check(AuditSelection selection)
    {
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        AuditSelection selection, AuditPosition? after, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = selection.IsOfItem
            ? FilterAsync(selection, after, cancellationToken)
            : QueryAsync(selection, after, limit, cancellationToken);
        var sign = selection.Descending ? -1 : 1;
        var same = new List<(long Time, AuditEntry Entry)>();
        await foreach (var one in events.ConfigureAwait(false))
        {
            // Events of one time are in the order in which they were stored.
            var milliseconds = one.Timestamp.ToUnixTimeMilliseconds();
            if (same is [var (current, _), ..] && current != milliseconds)
            {
                foreach (var entry in InOrder(same, sign))
                {
                    yield return entry;
                }

                same.Clear();
            }

            if (AuditLine.Read(one.Message.Span) is { } read)
            {
                same.Add((milliseconds, read));
            }
        }

        foreach (var entry in InOrder(same, sign))
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MissingRecords> MissingAsync(CancellationToken cancellationToken) => throw MissingRecords.NotMarked(table);

    /// <inheritdoc/>
    public int ItemsAtOnce => 1;

    /// <inheritdoc/>
    public async ValueTask<AuditLog?> ReadPartitionAsync(KeySpan span, CancellationToken cancellationToken)
        => new AuditLog(await EntriesAsync(span.PartitionKey, span.Contains, cancellationToken).ConfigureAwait(false), []);

    /// <inheritdoc/>
    public async ValueTask<AuditLog> ReadItemAsync(ItemImage key, CancellationToken cancellationToken)
        => new(await EntriesAsync(key, static _ => true, cancellationToken).ConfigureAwait(false), []);

    /// <inheritdoc/>
    public ValueTask<bool?> IsAtEndAsync(ItemImage key, ItemImage item, string last, CancellationToken cancellationToken)
        => new((bool?)null);

    private async ValueTask<List<AuditEntry>> EntriesAsync(
        ItemImage key, Func<ItemImage, bool> isWanted, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in ReadAsync(new AuditSelection { Key = key }, null, null, cancellationToken).ConfigureAwait(false))
        {
            // Of another table of the group, which may have another key.
            if (entry.Table == table && isWanted(entry.Key))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private static IEnumerable<AuditEntry> InOrder(List<(long Time, AuditEntry Entry)> entries, int sign)
        => entries.Select(static one => one.Entry).Order(
            Comparer<AuditEntry>.Create((left, right) => sign * AuditPosition.Of(left).CompareTo(AuditPosition.Of(right))));

    private async IAsyncEnumerable<LogEvent> FilterAsync(
        AuditSelection selection, AuditPosition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = RangeOf(selection, after);
        if (to < from)
        {
            yield break;
        }

        var pattern = LogPatterns.Filter(table, selection);
        var filter = new LogFilter(
            logGroup, pattern, from.ToUnixTimeMilliseconds(), to?.ToUnixTimeMilliseconds(), selection.Descending);
        string? token = null;
        do
        {
            var page = await RetryAsync(() => logs.FilterAsync(filter, token, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var one in page.Events)
            {
                yield return one;
            }

            token = page.NextToken;
        }
        while (token is not null);
    }

    // A query that returned as many rows as it may is continued at the time of its last row, of which some may be missing.
    private async IAsyncEnumerable<LogEvent> QueryAsync(
        AuditSelection selection, AuditPosition? after, int? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (start, end) = RangeOf(selection, after);
        var (from, to) = (start.ToUnixTimeSeconds(), (end ?? time.GetUtcNow() + s_ahead).ToUnixTimeSeconds());
        var rows = limit is { } wanted ? Math.Clamp(wanted, LeastRows, MaxRows) : MaxRows;
        while (from <= to)
        {
            var events = await QueryAsync(LogPatterns.Query(table, selection, rows), from, to, cancellationToken).ConfigureAwait(false);
            var isCut = events.Count >= rows;
            var last = isCut ? events[^1].Timestamp.ToUnixTimeSeconds() : 0;
            var whole = isCut ? events.TakeWhile(one => one.Timestamp.ToUnixTimeSeconds() != last) : events;
            var count = 0;
            foreach (var one in whole)
            {
                count++;
                yield return one;
            }

            if (!isCut)
            {
                yield break;
            }

            if (count == 0)
            {
                rows = rows < MaxRows ? MaxRows : throw new NotSupportedException(
                    $"The log group {logGroup} has {MaxRows} records or more of one second "
                    + $"({DateTimeOffset.FromUnixTimeSeconds(last):u}), which Logs Insights cannot "
                    + "return. Read the trails of items instead.");
            }

            (from, to) = selection.Descending ? (from, last) : (last, to);
        }
    }

    private async ValueTask<IReadOnlyList<LogEvent>> QueryAsync(string query, long from, long to, CancellationToken cancellationToken)
    {
        var id = await RetryAsync(
            () => logs.StartQueryAsync(logGroup, query, from, to, cancellationToken), cancellationToken).ConfigureAwait(false);
        var pause = s_shortPause;
        while (true)
        {
            var (status, events) = await RetryAsync(
                () => logs.GetQueryResultsAsync(id, cancellationToken), cancellationToken).ConfigureAwait(false);
            switch (status)
            {
                case "Complete":
                    return events;

                case "Scheduled" or "Running" or "Unknown":
                    await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                    pause = Longer(pause);
                    break;

                default:
                    throw new InvalidOperationException(
                        $"A query of the log group {logGroup} ended as {status}. State a shorter time (From, To).");
            }
        }
    }

    private (DateTimeOffset From, DateTimeOffset? To) RangeOf(AuditSelection selection, AuditPosition? after)
    {
        var from = selection.From is { } stated && stated > s_first ? stated : s_first;
        return after is null ? (from, selection.To)
            : selection.Descending ? (from, after.Time)
            : (after.Time, selection.To);
    }

    private async ValueTask<T> RetryAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var pause = s_shortPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (AmazonServiceException exception) when (attempt < MaxAttempts
                && exception.ErrorCode is "ThrottlingException" or "LimitExceededException" or "ServiceUnavailableException")
            {
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                pause = Longer(pause);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < s_longPause ? pause * 2 : s_longPause;
}
