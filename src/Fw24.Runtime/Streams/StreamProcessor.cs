using System.Diagnostics;
using System.Text;
using Fw24.Diagnostics;
using Fw24.Hosting;
using Fw24.Model;
using Fw24.Publishing;
using Fw24.Queues;
using Microsoft.Extensions.Logging;

namespace Fw24.Streams;

/// <summary>The function <c>{table}-stream</c>: publishes the changes of a table to its topic.</summary>
/// <remarks>
/// Every record ends in exactly one of three places: published, parked, or in the answer as failed, from where Lambda hands it over again.
/// It holds no state of a batch: invocations that run at the same time do not meet.
/// </remarks>
internal sealed partial class StreamProcessor
{
    // Tries of one message in one invocation. More would only fill the time that Lambda's own retries have.
    private const int MaxAttempts = 4;

    // Before the second try, and four times as long before each further one: 1.05 s in all. There is no jitter: what a burst of
    // shards does together, the service's client has already spread by its own retries.
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);

    private readonly TableModel _table;
    private readonly Redactor _redactor;
    private readonly IChangePublisher _publisher;
    private readonly IParkingQueue _parking;
    private readonly IClaimCheck? _claims;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FunctionTelemetry _telemetry;
    private readonly MessageGroups _groups;
    private readonly ChangeMessageWriter _writer;

    public StreamProcessor(
        TableModel table, Redactor redactor, IChangePublisher publisher, IParkingQueue parking, TimeProvider time, ILogger logger, IClaimCheck? claims = null)
    {
        (_table, _redactor, _publisher, _parking, _time, _logger) = (table, redactor, publisher, parking, time, logger);
        _claims = table.Stream is { LargeRecords: LargeRecordPolicy.Park } ? null : claims;
        _telemetry = new FunctionTelemetry(table.StreamFunction, time);
        _groups = new MessageGroups(table);
        _writer = new ChangeMessageWriter(table, redactor);
    }

    /// <summary>Processes a stream event.</summary>
    /// <returns>The partial batch response: the sequence numbers of the records that failed.</returns>
    /// <exception cref="ItemFormatException">The payload is no stream event.</exception>
    /// <exception cref="InvalidOperationException">A record failed and has no sequence number to name it by: the whole batch must run again.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        var records = StreamBatch.Read(payload);
        if (records.Count == 0)
        {
            return BatchResponse.Success;
        }

        using var deadline = new InvocationDeadline(context, _time, cancellationToken);
        using var activity = _telemetry.StartInvocation(context);
        using var run = new StreamRun(records, payload.Length, activity?.Id ?? context.TraceParent);
        var began = _telemetry.Now;
        for (var i = 0; i < records.Count; i++)
        {
            Prepare(run, i);
        }

        _telemetry.Took("prepare", began);
        began = _telemetry.Now;
        await PublishAsync(run, deadline.Token).ConfigureAwait(false);
        _telemetry.Took("publish", began);
        Measure(run);
        LogBatch(run, context.RequestId);
        return Answer(run);
    }

    private void Prepare(StreamRun run, int index)
    {
        var record = run.Records[index];
        MessageGroup group;
        try
        {
            if (record.Fault is null && _table.IsAuditRow(record.Keys))
            {
                // The event source mapping's filter keeps these out; should it not, publishing them would audit the audit, for ever.
                run.SkippedCount++;
                run.Plan.AddDone();
                return;
            }

            group = _groups.Of(record.Keys);
        }
        catch (ItemFormatException e)
        {
            run.Drafts[index].Poison = record.Fault ?? e.Message;
            run.Plan.AddAlone();
            return;
        }

        if (record.Fault is not null)
        {
            run.Drafts[index].Poison = record.Fault;
            run.Plan.Add(group, int.MaxValue);
            return;
        }

        var start = run.Buffer.Position;
        try
        {
            run.Drafts[index] = _writer.Write(record, group, run.TraceParent, run.Buffer);
            run.Plan.Add(group, run.MessageAt(index).Size);
        }
        catch (ItemFormatException e)
        {
            run.Buffer.TakeBack(start);
            run.Drafts[index] = new DraftMessage { Poison = e.Message };
            run.Plan.Add(group, int.MaxValue);
        }
    }

    private async ValueTask PublishAsync(StreamRun run, CancellationToken cancellationToken)
    {
        var call = new List<int>(PublishPlan.MaxCallEntries);
        while (run.Plan.TryTakeCall(call))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                run.FirstReason ??= "the invocation's time was over";
                run.Plan.FailRest();
                return;
            }

            var first = call[0];
            if (run.Drafts[first].Poison is { } poison)
            {
                await ParkAsync(run, first, poison, cancellationToken).ConfigureAwait(false);
            }
            else if (run.MessageAt(first).Size > ChangeMessage.MaxSize)
            {
                await HandleLargeAsync(run, call, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await PublishCallAsync(run, call, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask PublishCallAsync(StreamRun run, List<int> call, CancellationToken cancellationToken)
    {
        using var activity = _telemetry.Start("publish", ActivityKind.Producer);
        var messages = run.MessagesOf(call);
        IReadOnlyList<PublishFailure> failures;
        try
        {
            failures = await _publisher.PublishAsync(messages, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Nothing is known of any message, so all are sent again: consumers know a change by its event id.
            run.FirstReason ??= ExceptionSummary.Of(e);
            foreach (var entry in call)
            {
                RetryOrFail(run, entry, cancellationToken);
            }

            await PauseAsync(run, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Bits of the entries that are settled here; the others of the call succeeded.
        var settled = 0;
        foreach (var failure in failures)
        {
            if ((settled & (1 << failure.Index)) != 0)
            {
                continue;
            }

            var entry = call[failure.Index];
            settled |= 1 << failure.Index;
            run.FirstReason ??= failure.Code;
            if (failure.SenderFault)
            {
                await ParkAsync(run, entry, $"SNS refused the message: {failure.Code}", cancellationToken).ConfigureAwait(false);
            }
            else
            {
                RetryOrFail(run, entry, cancellationToken);
            }
        }

        for (var i = 0; i < call.Count; i++)
        {
            if ((settled & (1 << i)) == 0)
            {
                run.PublishedCount++;
                run.Plan.Done(call[i]);
            }
        }

        await PauseAsync(run, cancellationToken).ConfigureAwait(false);
    }

    // The one place that decides what becomes of a message no call can take; it is alone in its call.
    private async ValueTask HandleLargeAsync(StreamRun run, List<int> call, CancellationToken cancellationToken)
    {
        var entry = call[0];
        var message = run.MessageAt(entry);
        if (_claims is null)
        {
            await ParkAsync(run, entry, $"The message has {message.Size} bytes; SNS takes {ChangeMessage.MaxSize}.", cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            var eventId = Encoding.UTF8.GetString(run.Records[entry].EventId.Span);
            run.Drafts[entry].Claimed = await ClaimedBody.StoreAsync(message.Body, _table.Name, eventId, _claims, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            run.FirstReason ??= $"storing a large record failed: {ExceptionSummary.Of(e)}";
            RetryOrFail(run, entry, cancellationToken);
            await PauseAsync(run, cancellationToken).ConfigureAwait(false);
            return;
        }

        await PublishCallAsync(run, call, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ParkAsync(StreamRun run, int entry, string reason, CancellationToken cancellationToken)
    {
        var record = run.Records[entry];
        try
        {
            var parked = new ParkedRecord
            {
                Function = _table.StreamFunction,
                Reason = reason,
                EventId = record.EventId.IsEmpty ? null : Encoding.UTF8.GetString(record.EventId.Span),
                Content = ParkedContent.Of(record, _redactor),
            };
            await _parking.ParkAsync(parked, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            run.FirstReason ??= $"parking failed: {ExceptionSummary.Of(e)}";
            run.Plan.Fail(entry);
            return;
        }

        run.FirstReason ??= reason;
        run.ParkedCount++;
        run.Plan.Done(entry);
    }

    private static void RetryOrFail(StreamRun run, int entry, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || run.Plan.AttemptsOf(entry) + 1 >= MaxAttempts)
        {
            run.Plan.Fail(entry);
            return;
        }

        run.PauseAttempt = Math.Max(run.PauseAttempt, run.Plan.Retry(entry));
    }

    // What failed for the moment is mostly throttled, and then the messages of other groups are better held back as well.
    private async ValueTask PauseAsync(StreamRun run, CancellationToken cancellationToken)
    {
        if (run.PauseAttempt == 0)
        {
            return;
        }

        var pause = s_firstPause * (1 << (2 * (run.PauseAttempt - 1)));
        run.PauseAttempt = 0;
        await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ReadOnlyMemory<byte> Answer(StreamRun run)
    {
        if (run.Plan.FailedCount == 0)
        {
            return BatchResponse.Success;
        }

        // In the order of the shard, so the lowest sequence number, from which Lambda goes on, comes first.
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
                : throw new InvalidOperationException($"{_table.StreamFunction}: record {i} failed and has no sequence number, so the whole batch must run again ({run.FirstReason})."));
        }

        return BatchResponse.Write(failed);
    }

    private void Measure(StreamRun run)
    {
        _telemetry.Age(run.Records[0].ChangedAt);
        _telemetry.Count("published", run.PublishedCount);
        _telemetry.Count("skipped", run.SkippedCount);
        _telemetry.Count("parked", run.ParkedCount);
        _telemetry.Count("failed", run.Plan.FailedCount);
    }

    private void LogBatch(StreamRun run, string requestId)
    {
        if (run.Plan.FailedCount == 0 && run.ParkedCount == 0)
        {
            LogSuccess(_table.StreamFunction, requestId, run.Records.Count, run.PublishedCount, run.SkippedCount);
            return;
        }

        LogTrouble(_table.StreamFunction, requestId, run.Records.Count, run.PublishedCount, run.SkippedCount, run.ParkedCount,
            run.Plan.FailedCount, run.FirstFailedSequenceNumber(), run.FirstReason);
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} {RequestId}: {Records} records, {Published} published, {Skipped} skipped")]
    private partial void LogSuccess(string function, string requestId, int records, int published, int skipped);

    [LoggerMessage(2, LogLevel.Warning, "{Function} {RequestId}: {Records} records, {Published} published, {Skipped} skipped, {Parked} parked, {Failed} failed from sequence number {FirstFailed}; first reason: {Reason}")]
    private partial void LogTrouble(
        string function, string requestId, int records, int published, int skipped, int parked, int failed, string? firstFailed, string? reason);
}
