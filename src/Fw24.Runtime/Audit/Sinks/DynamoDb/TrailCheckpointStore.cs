using System.Collections.Concurrent;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Functions;
using Fw24.Items.Values;
using Fw24.Tables;
using Microsoft.Extensions.Logging;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>Keeps the heads of the trails that lie in a table, and the rows that mark gaps in them.</summary>
/// <remarks>
/// <para>Nothing but conditional puts: what stands in the way of one comes back with the refusal, so no right to read is needed.</para>
/// <para>
/// A head is written before the rows of its gaps, and names those that changed. So a row never says what no head says, and one that a
/// crash left unwritten is written by whoever reads the head next: at the latest when the message comes again. Writing anything a
/// second time changes nothing.
/// </para>
/// <para>
/// Whoever may write the table may put anything in the place of a row. What is no such row says nothing of the trail: it is written over,
/// counted and logged, and holds up no record.
/// </para>
/// </remarks>
/// <param name="store">DynamoDB.</param>
/// <param name="table">The table.</param>
/// <param name="layout">How the rows lie in it.</param>
/// <param name="timeToLiveDays">How long rows are kept after the latest change; 0 for ever.</param>
/// <param name="telemetry">Counts gaps, and rows that were written over.</param>
/// <param name="logger">Logs rows that were written over.</param>
internal sealed partial class TrailCheckpointStore(IItemStore store, string table, AuditItem layout, int timeToLiveDays, FunctionTelemetry telemetry, ILogger logger)
{
    // A head that somebody else wrote in between is read from the refusal, and the next try fits it. More tries would not be better than a later one.
    private const int MaxAttempts = 5;

    // Of a large batch about one item, so that the gaps named by a head stay few.
    private const int LinksPerPut = 64;

    // About 1 KB each.
    private const int MaxRemembered = 1024;

    // What this process wrote or read last: a guess that saves the first, refused put. The put's condition tells whether it was right.
    private readonly ConcurrentDictionary<string, Known> _remembered = new(StringComparer.Ordinal);

    /// <summary>Notes changes whose records are stored.</summary>
    /// <param name="trail">Whose.</param>
    /// <param name="links">The changes, in any order.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="TrailConflictException">Others kept changing the head, or a gap.</exception>
    public async ValueTask AddAsync(TrailKey trail, IReadOnlyList<TrailEntry> links, CancellationToken cancellationToken)
    {
        var partition = AuditKey.HeadPartitionKey(trail.Table, trail.Key);
        foreach (var some in links.Chunk(LinksPerPut))
        {
            await AddAsync(partition, trail, some, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask AddAsync(string partition, TrailKey trail, TrailEntry[] links, CancellationToken cancellationToken)
    {
        var known = _remembered.GetValueOrDefault(partition);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var head = (known?.Head ?? TrailCheckpoint.None).With(links);
            if (ReferenceEquals(head, known?.Head))
            {
                return;
            }

            var item = layout.WriteHead(partition, trail, head, ExpiryOf(head));
            var condition = known is null ? PutCondition.NotExists(layout.PartitionKey) : AsStored(layout.StretchesAttribute, known.Stored);
            var put = await PutAsync(item, condition, cancellationToken).ConfigureAwait(false);
            if (put.IsPut && known?.Fault is { } fault)
            {
                NoteReplaced("head", fault);
            }

            known = put.IsPut ? new Known(head, layout.StretchesOf(item))
                : put.Stored.IsAbsent ? null
                : Read(put.Stored);
            if (known is not null)
            {
                known = await SettleAsync(partition, trail, known, cancellationToken).ConfigureAwait(false);
            }

            if (put.IsPut)
            {
                return;
            }
        }

        throw new TrailConflictException("The head", table, MaxAttempts);
    }

    private async ValueTask<Known> SettleAsync(string partition, TrailKey trail, Known known, CancellationToken cancellationToken)
    {
        // Counted together: a record that comes into the middle of a gap fills the place before it and opens one behind it.
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

    // Of two rows for one place the one whose next record is nearer is newer, whoever comes first. Returns by how many the open gaps became
    // more; a row that is there already was counted by whoever wrote it.
    private async ValueTask<int> WriteAsync(TrailKey trail, TrailCheckpoint head, TrailGap gap, CancellationToken cancellationToken)
    {
        var row = layout.WriteGap(trail, gap, head.RecordedAt, ExpiryOf(head));
        var condition = PutCondition.NotExists(layout.PartitionKey);
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
                (condition, wasOpen, fault) = (PutCondition.NotExists(layout.PartitionKey), false, null);
                continue;
            }

            condition = AsStored(layout.BeforeAttribute, layout.BeforeOf(put.Stored));
            (var stored, fault) = ReadGap(put.Stored);
            wasOpen = stored is { IsFilled: false };
            if (stored is not null && SequenceNumber.Compare(stored.Before, gap.Before) <= 0)
            {
                return 0;
            }
        }

        throw new TrailConflictException("A gap", table, MaxAttempts);
    }

    /// <summary>Puts a row of the trail, and learns what is in the way.</summary>
    /// <param name="item">The row.</param>
    /// <param name="condition">What must hold of the stored one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the condition held and, if not, the stored row; absent when it is gone by now.</returns>
    public async ValueTask<PutResult> PutAsync(ItemImage item, PutCondition condition, CancellationToken cancellationToken)
    {
        var put = await store.PutOrReadAsync(table, item, condition, cancellationToken).ConfigureAwait(false);
        if (put.IsPut || !put.Stored.IsAbsent || condition.Kind is not PutConditionKind.NotExists)
        {
            return put;
        }

        // Something is there and was not handed back: not by DynamoDB, but by an endpoint like it that does not know how to, such as
        // an older DynamoDB Local. There it has to be read.
        return put with { Stored = await store.GetAsync(table, layout.KeyOf(item), cancellationToken).ConfigureAwait(false) };
    }

    // What is there is what was read, also where it has no such attribute.
    private static PutCondition AsStored(string attribute, ReadOnlyMemory<byte> value)
        => value.IsEmpty ? PutCondition.NotExists(attribute) : PutCondition.Equal(attribute, value);

    private Known Read(ItemImage head)
    {
        try
        {
            return new Known(TrailCheckpoint.FromItem(head), layout.StretchesOf(head));
        }
        catch (ItemFormatException exception)
        {
            return new Known(TrailCheckpoint.None, layout.StretchesOf(head)) { Fault = exception.Message };
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

    [LoggerMessage(1, LogLevel.Warning, "What was in the place of the {What} of an audit trail in {Table} is none and was written over: what it said of missing records is lost. {Fault}")]
    private static partial void LogReplaced(ILogger logger, string what, string table, string fault);

    // The head, its stretches as they are stored, and what is wrong with the item where it could not be read.
    private sealed record Known(TrailCheckpoint Head, ReadOnlyMemory<byte> Stored)
    {
        public string? Fault { get; init; }
    }
}
