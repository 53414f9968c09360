using System.Diagnostics;
using System.Text;
using Fw24.Diagnostics;
using Fw24.Messages;
using Fw24.Messages.Parking;
using Fw24.Messages.Redactors;

namespace Fw24.Functions.Streams;

/// <summary>
/// Publishing: several calls side by side, of which no two hold messages of one group. What a call finds out it keeps to itself;
/// only <see cref="PublishAllAsync"/> itself ever touches the plan, so that nothing here needs a lock.
/// </summary>
internal sealed partial class StreamProcessor
{
    /// <summary>
    /// Calls that may be under way at a time. A call takes tens of milliseconds, nearly all of them waiting: four bring a batch of a
    /// hundred items through in the time of three calls, where more would only have the shards of a table throttle one another.
    /// </summary>
    internal const int MaxCallsUnderWay = 4;

    // Of one message: 1.05 s of pauses in all. More would only fill the time that Lambda's own retries have.
    private static readonly Retries s_retries = new(4, TimeSpan.FromMilliseconds(50));

    private async ValueTask PublishAsync(StreamRun run, CancellationToken cancellationToken)
    {
        var underWay = new List<Task<PublishCall>>(MaxCallsUnderWay);
        try
        {
            await PublishAllAsync(run, underWay, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Their messages are the run's memory, which is given back behind this, and the payload's.
            foreach (Task call in underWay)
            {
                await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (cancellationToken.IsCancellationRequested)
        {
            run.Plan.FailRest();
            run.NoteRest("the invocation's time was over");
        }
    }

    private async ValueTask PublishAllAsync(StreamRun run, List<Task<PublishCall>> underWay, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!cancellationToken.IsCancellationRequested && underWay.Count < MaxCallsUnderWay && run.TryTakeCall() is { } call)
            {
                underWay.Add(SendAsync(run, call, cancellationToken));
            }
            else if (underWay.Count > 0)
            {
                await Task.WhenAny(underWay).ConfigureAwait(false);
            }
            else
            {
                return;
            }

            SettleEnded(run, underWay, cancellationToken);
            await PauseAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    // Never throws: whatever a call meets is an outcome of its messages.
    private async Task<PublishCall> SendAsync(StreamRun run, PublishCall call, CancellationToken cancellationToken)
    {
        try
        {
            var first = call.Entries[0];
            if (run.Drafts[first].Failure is { } failure)
            {
                call.Ended(0, PublishOutcome.NotParked, failure);
            }
            else if (run.Drafts[first].Poison is { } poison)
            {
                await ParkAsync(run, call, 0, poison, cancellationToken).ConfigureAwait(false);
            }
            else if (run.Plan.SizeOf(first) <= ChangeMessage.MaxSize || !run.Drafts[first].Claimed.IsEmpty || await TryClaimAsync(run, call, cancellationToken).ConfigureAwait(false))
            {
                await SendMessagesAsync(run, call, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // What nothing is known of is sent again: consumers know a change by its event id.
            call.BrokeOff(ExceptionSummary.Of(e));
        }

        return call;
    }

    private async ValueTask SendMessagesAsync(StreamRun run, PublishCall call, CancellationToken cancellationToken)
    {
        using var activity = _telemetry.Start("publish", ActivityKind.Producer);
        call.Published(await _publisher.PublishAsync(call.MessagesOf(run), cancellationToken).ConfigureAwait(false));
        for (var i = 0; i < call.Entries.Count; i++)
        {
            if (call.OutcomeOf(i) is PublishOutcome.Refused)
            {
                await ParkAsync(run, call, i, $"SNS refused the message: {call.ReasonOf(i)}", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The one place that decides what becomes of a message no call can take; it is alone in its call.
    private async ValueTask<bool> TryClaimAsync(StreamRun run, PublishCall call, CancellationToken cancellationToken)
    {
        var entry = call.Entries[0];
        if (_claims is null)
        {
            await ParkAsync(run, call, 0, $"The message has {run.Plan.SizeOf(entry)} bytes; SNS takes {ChangeMessage.MaxSize}.", cancellationToken).ConfigureAwait(false);
            return false;
        }

        try
        {
            var eventId = Encoding.UTF8.GetString(run.Records[entry].EventId.Span);
            run.Drafts[entry].Claimed = await ClaimedBody.StoreAsync(run.MessageAt(entry).Body, _table.Name, eventId, _claims, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            call.BrokeOff($"storing a large record failed: {ExceptionSummary.Of(e)}");
            return false;
        }
    }

    private async ValueTask ParkAsync(StreamRun run, PublishCall call, int index, string reason, CancellationToken cancellationToken)
    {
        var record = run.Records[call.Entries[index]];
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
            call.Ended(index, PublishOutcome.Parked, reason);
        }
        catch (Exception e)
        {
            call.Ended(index, PublishOutcome.NotParked, $"parking failed: {ExceptionSummary.Of(e)}");
        }
    }

    private static void SettleEnded(StreamRun run, List<Task<PublishCall>> underWay, CancellationToken cancellationToken)
    {
        for (var i = 0; i < underWay.Count;)
        {
            if (!underWay[i].IsCompleted)
            {
                i++;
                continue;
            }

            Settle(run, underWay[i].Result, cancellationToken);
            underWay.RemoveAt(i);
        }
    }

    private static void Settle(StreamRun run, PublishCall call, CancellationToken cancellationToken)
    {
        for (var i = 0; i < call.Entries.Count; i++)
        {
            var entry = call.Entries[i];
            switch (call.OutcomeOf(i))
            {
                case PublishOutcome.Published:
                    run.PublishedCount++;
                    run.NotePublished(entry);
                    run.Plan.Done(entry);
                    break;
                case PublishOutcome.Parked:
                    run.ParkedCount++;
                    run.NoteResult(entry, RecordResult.Parked, call.ReasonOf(i));
                    run.Plan.Done(entry);
                    break;
                case PublishOutcome.NotPublished when !cancellationToken.IsCancellationRequested && run.Plan.AttemptsOf(entry) + 1 < s_retries.MaxAttempts:
                    run.NoteResult(entry, RecordResult.Failed, call.ReasonOf(i));
                    run.PauseAttempt = Math.Max(run.PauseAttempt, run.Plan.Retry(entry));
                    break;
                default:
                    run.NoteResult(entry, RecordResult.Failed, call.ReasonOf(i));
                    run.Plan.Fail(entry);
                    break;
            }
        }

        run.GiveBack(call);
    }

    // What failed for the moment is mostly throttled, and then the messages of other groups are better held back as well.
    private async ValueTask PauseAsync(StreamRun run, CancellationToken cancellationToken)
    {
        if (run.PauseAttempt == 0)
        {
            return;
        }

        var attempts = run.PauseAttempt;
        run.PauseAttempt = 0;
        await s_retries.PauseAsync(attempts, _time, cancellationToken).ConfigureAwait(false);
    }
}
