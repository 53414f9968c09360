using System.Text;
using Fw24.Changes.Reading;
using Fw24.Diagnostics;
using Fw24.Invocations;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Streams;

/// <summary>The function <c>{table}-stream</c>: publishes the changes of a table to its topic.</summary>
/// <remarks>
/// Every record ends in exactly one way: published, parked, or reported as failed, after which Lambda delivers it again.
/// The function keeps no batch state, so concurrent invocations do not interact.
/// </remarks>
internal sealed partial class StreamProcessor
{
    private readonly TableModel _table;
    private readonly OwnTable _own;
    private readonly Redactor _redactor;
    private readonly IChangePublisher _publisher;
    private readonly IParkingQueue _parking;
    private readonly IClaimCheck? _claims;
    private readonly TimeProvider _time;
    private readonly GuardedLogger _logger;
    private readonly FunctionTelemetry _telemetry;
    private readonly MessageGroups _groups;
    private readonly ChangeMessageWriter _writer;
    private Stack<PublishBatch>? _idleCalls;

    public StreamProcessor(
        AppModel app, TableModel table, Redactor redactor, IChangePublisher publisher, IParkingQueue parking, TimeProvider time, ILogger logger, IClaimCheck? claims = null,
        OwnTable? own = null)
    {
        _own = own ?? new OwnTable(app, table);
        (_table, _redactor, _publisher, _parking, _time, _logger) = (table, redactor, publisher, parking, time, new GuardedLogger(logger));
        _claims = table.Stream is { LargeRecords: LargeRecordPolicy.Park } ? null : claims;
        _telemetry = new FunctionTelemetry(table.StreamFunction, time, _logger);
        _groups = new MessageGroups(table);
        _writer = new ChangeMessageWriter(table, redactor);
    }

    /// <summary>Processes a stream event.</summary>
    /// <returns>The partial batch response: the sequence numbers of the failed records.</returns>
    /// <exception cref="ItemFormatException">The payload is not a stream event, or belongs to another table's stream.</exception>
    /// <exception cref="InvalidOperationException">A failed record has no sequence number to report: the whole batch must run again.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        var records = StreamBatch.ReadGuarded(payload, _table.SensitiveNames);
        if (records.Count == 0)
        {
            return BatchResponse.Success;
        }

        // Records of another table are not parked: only that table's processor knows the sensitive attributes.
        _own.Demand(records);
        using var deadline = new InvocationDeadline(context, _time, cancellationToken);
        using var activity = _telemetry.StartInvocation(context);

        // Reuses the calls of the previous invocation unless a concurrent one has taken them.
        var calls = Interlocked.Exchange(ref _idleCalls, null) ?? new Stack<PublishBatch>(MaxCallsUnderWay);
        using var run = new StreamBatchContext(records, payload.Length, activity.Id ?? context.TraceParent, calls);
        var began = _telemetry.Now;
        for (var i = 0; i < records.Count; i++)
        {
            Prepare(run, i);
        }

        _telemetry.Took("prepare", began);
        began = _telemetry.Now;
        await PublishAsync(run, deadline.Token).ConfigureAwait(false);
        _telemetry.Took("publish", began);
        Volatile.Write(ref _idleCalls, calls);
        Measure(run);
        LogBatch(run, context.RequestId);
        Report(run, context);
        return Answer(run);
    }

    private void Prepare(StreamBatchContext run, int index)
    {
        var record = run.Records[index];
        var start = run.Buffer.Position;
        MessageGroup? group = null;
        var unsent = default(DraftMessage);
        try
        {
            if (record.Fault is null && _table.IsAuditRow(record.Keys))
            {
                // Normally removed by the event source mapping's filter; publishing audit rows would loop endlessly.
                run.SkippedCount++;
                run.NoteResult(index, RecordResult.Skipped, "the row is an audit record itself");
                run.Plan.AddDone();
                return;
            }

            group = _groups.Of(record.Keys);
            if (record.Fault is null)
            {
                run.Drafts[index] = _writer.Write(record, group.Value, run.TraceParent, run.Buffer);
                run.Plan.Add(group.Value, run.MessageAt(index).Size);
                return;
            }

            unsent.Poison = record.Fault;
        }
        catch (ItemFormatException exception)
        {
            unsent.Poison = record.Fault ?? exception.Message;
        }
        catch (Exception exception)
        {
            // The record itself may be valid, so it is not parked; other records continue.
            unsent.Failure = ExceptionSummary.Of(exception);
        }

        run.Buffer.TakeBack(start);
        run.Drafts[index] = unsent;
        if (group is { } known)
        {
            run.Plan.Add(known, int.MaxValue);
        }
        else
        {
            run.Plan.AddAlone();
        }
    }

    private ReadOnlyMemory<byte> Answer(StreamBatchContext run)
    {
        if (run.Plan.FailedCount == 0)
        {
            return BatchResponse.Success;
        }

        // In shard order: the lowest sequence number, from which Lambda resumes, comes first.
        var failed = new List<ReadOnlyMemory<byte>>(run.Plan.FailedCount);
        for (var i = 0; i < run.Records.Count; i++)
        {
            if (!run.Plan.HasFailed(i))
            {
                continue;
            }

            var number = run.Records[i].SequenceNumber;
            failed.Add(!number.IsEmpty
                ? number
                : throw new InvalidOperationException($"{_table.StreamFunction}: record {i} failed and has no sequence number, so the whole batch must run again ({run.ReasonOf(i)})."));
        }

        return BatchResponse.Write(failed);
    }

    private void Measure(StreamBatchContext run)
    {
        _telemetry.Age(run.Records[0].ChangedAt);
        _telemetry.Count("published", run.PublishedCount);
        _telemetry.Count("skipped", run.SkippedCount);
        _telemetry.Count("parked", run.ParkedCount);
        _telemetry.Count("failed", run.Plan.FailedCount);
    }

    private void Report(StreamBatchContext run, InvocationContext context)
    {
        for (var i = 0; i < run.Records.Count && context.OnOutcome is not null; i++)
        {
            _telemetry.Tell(context, run.OutcomeOf(i));
        }
    }

    private void LogBatch(StreamBatchContext run, string requestId)
    {
        if (run.Plan.FailedCount > 0)
        {
            // The sequence number from which Lambda resumes.
            var failed = run.IndexOf(RecordResult.Failed);
            LogFailure(_table.StreamFunction, requestId, run.Records.Count, run.PublishedCount, run.SkippedCount, run.ParkedCount,
                run.Plan.FailedCount, Encoding.UTF8.GetString(run.Records[failed].SequenceNumber.Span), run.ReasonOf(failed));
        }
        else if (run.ParkedCount > 0)
        {
            LogParking(_table.StreamFunction, requestId, run.Records.Count, run.PublishedCount, run.SkippedCount, run.ParkedCount,
                run.ReasonOf(run.IndexOf(RecordResult.Parked)));
        }
        else
        {
            LogSuccess(_table.StreamFunction, requestId, run.Records.Count, run.PublishedCount, run.SkippedCount);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} {RequestId}: {Records} records, {Published} published, {Skipped} skipped")]
    private partial void LogSuccess(string function, string requestId, int records, int published, int skipped);

    [LoggerMessage(2, LogLevel.Warning, "{Function} {RequestId}: {Records} records, {Published} published, {Skipped} skipped, {Parked} parked, {Failed} failed from sequence number {FirstFailed}; first reason: {Reason}")]
    private partial void LogFailure(
        string function, string requestId, int records, int published, int skipped, int parked, int failed, string firstFailed, string? reason);

    [LoggerMessage(3, LogLevel.Warning, "{Function} {RequestId}: {Records} records, {Published} published, {Skipped} skipped, {Parked} parked, 0 failed; first reason: {Reason}")]
    private partial void LogParking(string function, string requestId, int records, int published, int skipped, int parked, string? reason);
}
