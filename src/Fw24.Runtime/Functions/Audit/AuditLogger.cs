using System.Buffers;
using System.Diagnostics;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Diagnostics;
using Fw24.Functions.Queues;
using Fw24.Invocations;
using Fw24.Messages;
using Fw24.Model;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Audit;

/// <summary>The function <c>{table}-audit</c>: records the changes of a table.</summary>
/// <remarks>
/// Every message ends in exactly one way: stored, parked, or reported as failed, after which SQS delivers it again.
/// The function keeps no batch state, so concurrent invocations do not interact.
/// </remarks>
internal sealed partial class AuditLogger
{
    // Per record. More attempts would only use up the time for the queue's own retries.
    private static readonly Retries s_retries = new(3, TimeSpan.FromMilliseconds(100));

    private readonly AppModel _app;
    private readonly TableModel _table;
    private readonly OwnTable _own;
    private readonly IAuditSink _sink;
    private readonly IParkingQueue _parking;
    private readonly IClaimCheck? _claims;
    private readonly TimeProvider _time;
    private readonly GuardedLogger _logger;
    private readonly FunctionTelemetry _telemetry;
    private AuditRecordWriter? _writer;

    public AuditLogger(AppModel app, TableModel table, IAuditSink sink, IParkingQueue parking, TimeProvider time, ILogger logger, IClaimCheck? claims = null, OwnTable? own = null)
    {
        (_app, _table, _sink, _parking, _claims, _time, _logger) = (app, table, sink, parking, claims, time, new GuardedLogger(logger));
        _own = own ?? new OwnTable(app, table) { ComparesGroups = false };
        _telemetry = new FunctionTelemetry(table.AuditFunction, time, _logger);
    }

    /// <summary>Handles a batch of the audit queue.</summary>
    /// <returns>The partial batch response: the ids of the failed messages and of later messages in their groups.</returns>
    /// <exception cref="ItemFormatException">The payload is not an SQS event.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        // Everything kept of a message is copied out of its body, so the bodies' memory can be returned once the response is complete.
        var bodies = ArrayPool<byte>.Shared.Rent(payload.Length);
        try
        {
            return await HandleAsync(new AuditBatchContext(QueueBatch.Read(payload, bodies)), context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bodies);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> HandleAsync(AuditBatchContext run, InvocationContext context, CancellationToken cancellationToken)
    {
        using var deadline = new InvocationDeadline(context, _time, cancellationToken);
        using var activity = _telemetry.StartInvocation(context);
        var began = _telemetry.Now;

        await PrepareAsync(run, deadline.Token).ConfigureAwait(false);
        _telemetry.Took("prepare", began);
        began = _telemetry.Now;
        await StoreAsync(run, deadline.Token).ConfigureAwait(false);
        await ParkAsync(run, deadline.Token).ConfigureAwait(false);
        _telemetry.Took("store", began);
        Measure(run);
        LogBatch(run, context.RequestId);
        return Answer(run, context);
    }

    private async ValueTask PrepareAsync(AuditBatchContext run, CancellationToken cancellationToken)
    {
        // Reuses the buffers of the previous invocation unless a concurrent one has taken them.
        var writer = Interlocked.Exchange(ref _writer, null) ?? new AuditRecordWriter(_app.Name, _table, _time);
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
                run.Skip(index);
            }
            else
            {
                run.Add(index, writer.Write(change));
            }
        }
        catch (ItemFormatException exception)
        {
            run.Poison(index, exception.Message);
        }
        catch (Exception exception)
        {
            // For example an image that the stream's view type omits, or a store that does not respond: the message itself is valid, so it
            // is not parked.
            run.Fail(index, ExceptionSummary.Of(exception));
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

            await s_retries.PauseAsync(attempt, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask TryStoreAsync(AuditBatchContext run, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var activity = _telemetry.Start("store", ActivityKind.Client);
            run.Settle(await _sink.StoreAsync(run.PendingRecords(), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            // The outcome of all records is unknown, so they stay pending: storing a record again has no effect.
            run.FailPending(ExceptionSummary.Of(exception));
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

            try
            {
                await _parking.ParkAsync(
                    new ParkedRecord { Function = _table.AuditFunction, Reason = reason, EventId = run.EventIdOf(i), Content = run.Messages[i].Content.ToArray() },
                    cancellationToken).ConfigureAwait(false);
                run.Park(i);
            }
            catch (Exception exception)
            {
                run.Fail(i, $"parking failed: {ExceptionSummary.Of(exception)}");
                continue;
            }

            LogParked(_table.AuditFunction, run.Messages[i].MessageId, reason);
        }
    }

    // A stored message is still reported as failed if an earlier one of its group failed: the queue must preserve the group's order,
    // and storing a record again has no effect.
    private ReadOnlyMemory<byte> Answer(AuditBatchContext run, InvocationContext context)
    {
        var failures = new QueueFailures();
        for (var i = 0; i < run.Messages.Count; i++)
        {
            var message = run.Messages[i];
            var isBlocked = run.IsDone(i) && failures.Blocks(message);
            if (isBlocked || !run.IsDone(i))
            {
                failures.Add(message);
            }

            if (context.OnOutcome is not null)
            {
                _telemetry.Tell(context, run.OutcomeOf(i, isBlocked));
            }
        }

        return failures.ToResponse();
    }

    private void Measure(AuditBatchContext run)
    {
        _telemetry.Count("stored", run.StoredCount);
        _telemetry.Count("skipped", run.SkippedCount);
        _telemetry.Count("parked", run.ParkedCount);
        _telemetry.Count("failed", run.FailedCount);
    }

    private void LogBatch(AuditBatchContext run, string requestId)
    {
        if (run.FirstReason is null)
        {
            LogSuccess(_table.AuditFunction, requestId, run.Messages.Count, run.StoredCount, run.SkippedCount);
            return;
        }

        LogTrouble(_table.AuditFunction, requestId, run.Messages.Count, run.StoredCount, run.SkippedCount, run.ParkedCount, run.FailedCount, run.FirstReason);
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} {RequestId}: {Messages} messages, {Stored} stored, {Skipped} skipped")]
    private partial void LogSuccess(string function, string requestId, int messages, int stored, int skipped);

    [LoggerMessage(2, LogLevel.Warning, "{Function} {RequestId}: {Messages} messages, {Stored} stored, {Skipped} skipped, {Parked} parked, {Failed} failed; first reason: {Reason}")]
    private partial void LogTrouble(string function, string requestId, int messages, int stored, int skipped, int parked, int failed, string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Function}: message {MessageId} parked: {Reason}")]
    private partial void LogParked(string function, string messageId, string reason);
}
