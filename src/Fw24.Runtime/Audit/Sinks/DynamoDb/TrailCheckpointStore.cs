using System.Collections.Concurrent;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Functions;
using Fw24.Items.Values;
using Fw24.Tables;
using Fw24.Tables.Conditions;
using Microsoft.Extensions.Logging;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>Stores the checkpoints of trails in a table, and the rows that mark gaps in them.</summary>
/// <remarks>
/// <para>Uses conditional puts only. A rejected put returns the stored item, so no read permission is needed.</para>
/// <para>
/// A checkpoint is written before the rows of its gaps and lists those that changed. Invariant: every gap row is already listed in a checkpoint. A row
/// left unwritten by a crash is written by the next reader of the checkpoint, at the latest when the message is delivered again. All writes are
/// idempotent.
/// </para>
/// <para>
/// Anything with write access to the table may replace a row. An item that is not a valid row is not trusted: it is overwritten, counted and
/// logged, and does not block any record.
/// </para>
/// </remarks>
/// <param name="store">DynamoDB.</param>
/// <param name="table">The table.</param>
/// <param name="layout">The layout of the rows.</param>
/// <param name="timeToLiveDays">The retention of rows after the latest change, in days; 0 for unlimited.</param>
/// <param name="telemetry">Counts gaps and overwritten rows.</param>
/// <param name="logger">Logs overwritten rows.</param>
internal sealed partial class TrailCheckpointStore(IItemStore store, string table, AuditItem layout, int timeToLiveDays, FunctionTelemetry telemetry, ILogger logger)
{
    // A rejected put returns the concurrently written checkpoint, on which the next attempt builds. Beyond that, redelivery works just as well.
    private const int MaxAttempts = 5;

    // Splits a large batch about one item, so that a checkpoint lists few gaps.
    private const int LinksPerPut = 64;

    // About 1 KB each.
    private const int MaxRemembered = 1024;

    // The last version that this process wrote or read. This guess saves a first, rejected put; the put's condition verifies it.
    private readonly ConcurrentDictionary<string, Known> _remembered = new(StringComparer.Ordinal);

    /// <summary>Adds changes whose records are stored.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="links">The changes, in any order.</param>
    /// <param name="mustRead">
    /// Indicates whether to read the stored checkpoint where what this process remembers of it says that it contains the changes.
    /// </param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The mark of the trail's erasure; <see langword="null"/> if it was not erased.</returns>
    /// <exception cref="TrailConflictException">Concurrent writers kept changing the checkpoint, or a gap.</exception>
    public async ValueTask<ErasureMark?> AddAsync(
        TrailKey trail, IReadOnlyList<TrailEntry> links, bool mustRead, CancellationToken cancellationToken)
    {
        var partition = AuditKey.HeadPartitionKey(trail.Table, trail.Key);
        ErasureMark? erasure = null;
        foreach (var some in links.Chunk(LinksPerPut))
        {
            var head = await ChangeAsync(partition, trail, head => head.With(some), mustRead, cancellationToken).ConfigureAwait(false);
            erasure = head.Erasure;
        }

        return erasure;
    }

    /// <summary>Marks a trail as erased: records that arrive later are stored without their values.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="mark">The mark of the erasure.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="TrailConflictException">Concurrent writers kept changing the checkpoint, or a gap.</exception>
    public async ValueTask EraseAsync(TrailKey trail, ErasureMark mark, CancellationToken cancellationToken)
    {
        var partition = AuditKey.HeadPartitionKey(trail.Table, trail.Key);
        await ChangeAsync(partition, trail, head => head.Erased(mark), mustRead: true, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<TrailCheckpoint> ChangeAsync(
        string partition, TrailKey trail, Func<TrailCheckpoint, TrailCheckpoint> change, bool mustRead, CancellationToken cancellationToken)
    {
        var known = _remembered.GetValueOrDefault(partition);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var head = change(known?.Head ?? TrailCheckpoint.None);
            if (ReferenceEquals(head, known?.Head))
            {
                if (!mustRead || attempt > 1)
                {
                    return head;
                }

                known = null;
                head = change(TrailCheckpoint.None);
            }

            var item = layout.WriteHead(partition, trail, head, ExpiryOf(head));
            var condition = known is null ? ItemCondition.NotExists(layout.PartitionKey) : known.IsStored;
            var put = await PutAsync(item, condition, cancellationToken).ConfigureAwait(false);
            if (put.IsPut && known?.Fault is { } fault)
            {
                NoteReplaced("head", fault);
            }

            known = put.IsPut ? new Known(head, layout.IsHead(item))
                : put.Stored.IsAbsent ? null
                : Read(put.Stored);
            if (known is not null)
            {
                known = await SettleAsync(partition, trail, known, cancellationToken).ConfigureAwait(false);
            }

            if (put.IsPut)
            {
                return head;
            }
        }

        throw new TrailConflictException("The head", table, MaxAttempts);
    }

    private async ValueTask<Known> SettleAsync(string partition, TrailKey trail, Known known, CancellationToken cancellationToken)
    {
        // Counted together: a record in the middle of a gap fills the place before it and opens one after it.
        var opened = 0;
        try
        {
            foreach (var gap in known.Head.Gaps)
            {
                opened += await WriteAsync(trail, known.Head, gap, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            telemetry.GapsOpened(opened);
        }

        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        var settled = known with { Head = known.Head.Settled() };
        _remembered[partition] = settled;
        return settled;
    }

    // Of two rows for one place, the one with the closer next record is newer, regardless of arrival. Returns the increase in the number of open gaps;
    // an existing row was counted by its writer.
    private async ValueTask<int> WriteAsync(TrailKey trail, TrailCheckpoint head, TrailGap gap, CancellationToken cancellationToken)
    {
        var row = layout.WriteGap(trail, gap, head.SinceOf(gap), head.RecordedAt, ExpiryOf(head));
        var condition = ItemCondition.NotExists(layout.PartitionKey);
        var wasOpen = false;
        string? fault = null;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var put = await PutAsync(row, condition, cancellationToken).ConfigureAwait(false);
            if (put.IsPut)
            {
                if (fault is not null)
                {
                    NoteReplaced("gap", fault);
                }

                return (gap.IsFilled ? 0 : 1) - (wasOpen ? 1 : 0);
            }

            if (put.Stored.IsAbsent)
            {
                (condition, wasOpen, fault) = (ItemCondition.NotExists(layout.PartitionKey), false, null);
                continue;
            }

            condition = layout.IsGap(put.Stored);
            (var stored, fault) = ReadGap(put.Stored);
            wasOpen = stored is { IsFilled: false };
            if (stored is not null && SequenceNumber.Compare(stored.Before, gap.Before) <= 0)
            {
                return 0;
            }
        }

        throw new TrailConflictException("A gap", table, MaxAttempts);
    }

    /// <summary>Puts a row of the trail and returns the conflicting item, if any.</summary>
    /// <param name="item">The row.</param>
    /// <param name="condition">The condition on the stored row.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result and, if the condition did not hold, the stored row; absent when it is gone by now.</returns>
    public async ValueTask<PutResult> PutAsync(ItemImage item, ItemCondition condition, CancellationToken cancellationToken)
    {
        var put = await store.PutOrReadAsync(table, item, condition, cancellationToken).ConfigureAwait(false);
        if (put.IsPut || !put.Stored.IsAbsent || condition is not ExistenceCondition { IsRequired: false })
        {
            return put;
        }

        // An item exists but was not returned. DynamoDB returns it; compatible endpoints such as an older DynamoDB Local do not, so
        // it has to be read.
        return put with { Stored = await store.GetAsync(table, layout.KeyOf(item), cancellationToken).ConfigureAwait(false) };
    }

    private Known Read(ItemImage head)
    {
        try
        {
            return new Known(TrailCheckpoint.FromItem(head), layout.IsHead(head));
        }
        catch (ItemFormatException exception)
        {
            return new Known(TrailCheckpoint.None, layout.IsHead(head)) { Fault = exception.Message };
        }
    }

    private static (AuditGap? Gap, string? Fault) ReadGap(ItemImage row)
    {
        try
        {
            return (AuditGap.FromItem(row), null);
        }
        catch (ItemFormatException exception)
        {
            return (null, exception.Message);
        }
    }

    private void NoteReplaced(string what, string fault)
    {
        telemetry.RowReplaced();
        LogReplaced(logger, what, table, fault);
    }

    private DateTimeOffset? ExpiryOf(TrailCheckpoint head) => AuditItem.ExpiryOf(head.Time, timeToLiveDays);

    [LoggerMessage(1, LogLevel.Warning, "The row stored as the {What} of an audit trail in {Table} was invalid and has been overwritten: any missing records that it listed are lost. {Fault}")]
    private static partial void LogReplaced(ILogger logger, string what, string table, string fault);

    // The checkpoint, the condition that it is the stored one, and the error if the item could not be read.
    private sealed record Known(TrailCheckpoint Head, ItemCondition IsStored)
    {
        public string? Fault { get; init; }
    }
}
