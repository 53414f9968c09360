using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Changes.Marks;
using Fw24.Diagnostics;
using Fw24.Functions.Queues;
using Fw24.Invocations;
using Fw24.Messages;
using Fw24.Model;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Audit;

/// <summary>The function <c>{table}-audit</c>: records the changes of a table.</summary>
internal sealed partial class AuditLogger : QueueFunction<AuditBatchContext>
{
    // Per record. More attempts would only use up the time for the queue's own retries.
    private static readonly Retries s_retries = new(3, TimeSpan.FromMilliseconds(100));

    private readonly AppModel _app;
    private readonly TableModel _table;
    private readonly OwnTable _own;
    private readonly IAuditSink _sink;
    private readonly IClaimCheck? _claims;
    private readonly SaltSource.Filler? _salts;
    private AuditRecordWriter? _writer;

    public AuditLogger(
        AppModel app,
        TableModel table,
        IAuditSink sink,
        IParkingQueue parking,
        TimeProvider time,
        ILogger logger,
        IClaimCheck? claims = null,
        OwnTable? own = null,
        SaltSource.Filler? salts = null)
        : base(table.AuditFunction, "stored", parking, time, logger)
    {
        (_app, _table, _sink, _claims, _salts) = (app, table, sink, claims, salts);
        _own = own ?? new OwnTable(app, table) { ComparesGroups = false };
    }

    /// <inheritdoc/>
    /// <exception cref="ItemFormatException">The payload is not an SQS event.</exception>
    protected override AuditBatchContext Read(ReadOnlyMemory<byte> payload, InvocationContext invocation) => AuditBatchContext.Read(payload, invocation);

    /// <inheritdoc/>
    protected override async ValueTask WorkAsync(AuditBatchContext run, CancellationToken cancellationToken)
    {
        var began = Telemetry.Now;
        await PrepareAsync(run, cancellationToken).ConfigureAwait(false);
        Telemetry.Took("prepare", began);
        began = Telemetry.Now;
        await StoreAsync(run, cancellationToken).ConfigureAwait(false);
        await ParkAsync(run, cancellationToken).ConfigureAwait(false);
        Telemetry.Took("store", began);
    }

    /// <inheritdoc/>
    protected override void LogBatch(AuditBatchContext run, in BatchCounts counts)
    {
        var (requestId, messages) = (run.Invocation.RequestId, run.Messages.Count);
        if (run.FirstReason is null)
        {
            LogSuccess(Name, requestId, messages, counts.Processed, counts.Skipped);
            return;
        }

        LogTrouble(Name, requestId, messages, counts.Processed, counts.Skipped, counts.Parked, counts.Failed, run.FirstReason);
    }

    /// <inheritdoc/>
    protected override ReadOnlyMemory<byte> Answer(AuditBatchContext run)
    {
        // A stored message is still reported as failed if an earlier one of its group failed: the queue must preserve the group's order,
        // and storing a record again has no effect.
        var failures = new QueueFailures();
        for (var i = 0; i < run.Messages.Count; i++)
        {
            var message = run.Messages[i];
            var isBlocked = run.IsDone(i) && failures.Blocks(message);
            if (isBlocked || !run.IsDone(i))
            {
                failures.Add(message);
            }

            if (run.Invocation.OnOutcome is not null)
            {
                Telemetry.Tell(run.Invocation, run.OutcomeOf(i, isBlocked));
            }
        }

        return failures.ToResponse();
    }

    private async ValueTask PrepareAsync(AuditBatchContext run, CancellationToken cancellationToken)
    {
        // Reuses the buffers of the previous invocation unless a concurrent one has taken them.
        var writer = Interlocked.Exchange(ref _writer, null)
            ?? new AuditRecordWriter(_app.Name, _table, Time, _salts is null ? null : new SaltSource(_salts));
        try
        {
            var unread = new QueueFailures();
            for (var i = 0; i < run.Messages.Count; i++)
            {
                // Hold back later messages of the group, or they would be recorded before this one.
                if (unread.Blocks(run.Messages[i]))
                {
                    run.Fail(i, "an earlier message of its group failed");
                    continue;
                }

                await PrepareAsync(run, i, writer, cancellationToken).ConfigureAwait(false);
                if (run.HasFailed(i))
                {
                    unread.Add(run.Messages[i]);
                }
            }
        }
        finally
        {
            Interlocked.Exchange(ref _writer, writer)?.Dispose();
        }
    }

    private async ValueTask PrepareAsync(AuditBatchContext run, int index, AuditRecordWriter writer, CancellationToken cancellationToken)
    {
        var message = run.Messages[index];
        if (message.Fault is not null)
        {
            // A message with a broken frame cannot be parked: it stays in its queue and ends up unchanged in the dead-letter queue.
            run.Fail(index, message.Fault);
            return;
        }

        try
        {
            var body = await ClaimedBody.ResolveAsync(message.Body, _table.Name, _claims, cancellationToken).ConfigureAwait(false);
            var change = ChangeEnvelope.Read(body, _own);
            if (_table.IsAuditRow(change.Keys))
            {
                // Normally removed by the mapping's filter and the processor; auditing audit rows would loop endlessly.
                run.Skip(index, "the row is an audit record itself");
            }
            else if (change.Origin is ChangeOrigin.Backfill && BackfillMark.In(change.NewImage) is not { IsSnapshot: true })
            {
                run.Skip(index, "the backfill is for a handler, and asks for no snapshot");
            }
            else
            {
                run.Add(index, writer.Write(change), FunctionTelemetry.IsTraced ? FunctionTelemetry.PublisherOf(change) : null);
            }
        }
        catch (Exception exception)
        {
            var error = ProcessingError.Of(exception);
            if (error.IsPermanent)
            {
                run.Poison(index, error.Reason);
            }
            else
            {
                run.Fail(index, error.Reason);
            }
        }
    }

    private async ValueTask StoreAsync(AuditBatchContext run, CancellationToken cancellationToken)
    {
        for (var attempt = 1; run.Pending.Count > 0; attempt++)
        {
            await TryStoreAsync(run, cancellationToken).ConfigureAwait(false);
            if (run.Pending.Count == 0 || attempt == s_retries.MaxAttempts || cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await s_retries.PauseAsync(attempt, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask TryStoreAsync(AuditBatchContext run, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await StorePendingAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The outcome of all records is unknown, so they stay pending: storing a record again has no effect.
            run.FailPending(ExceptionSummary.Of(exception));
        }
    }

    private async ValueTask StorePendingAsync(AuditBatchContext run, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.StartStoring(run.PendingPublishers(), run.Pending.Count);
        try
        {
            run.Settle(await _sink.StoreAsync(run.PendingRecords(), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    private async ValueTask ParkAsync(AuditBatchContext run, CancellationToken cancellationToken)
    {
        for (var i = 0; i < run.Messages.Count; i++)
        {
            if (run.PoisonOf(i) is not { } reason)
            {
                continue;
            }

            if (await TryParkMessageAsync(run.Messages[i], run.EventIdOf(i), reason, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                run.Fail(i, failure);
            }
            else
            {
                run.Park(i);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} {RequestId}: {Messages} messages, {Stored} stored, {Skipped} skipped")]
    private partial void LogSuccess(string function, string requestId, int messages, int stored, int skipped);

    [LoggerMessage(2, LogLevel.Warning, "{Function} {RequestId}: {Messages} messages, {Stored} stored, {Skipped} skipped, {Parked} parked, {Failed} failed; first reason: {Reason}")]
    private partial void LogTrouble(string function, string requestId, int messages, int stored, int skipped, int parked, int failed, string reason);
}
