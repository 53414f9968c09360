using System.Diagnostics;
using System.Text;
using Fw24.Diagnostics;
using Fw24.Invocations;
using Fw24.Messages;
using Fw24.Model;

namespace Fw24.Functions.Streams;

/// <summary>
/// Publishing: several concurrent calls, no two of which hold messages of the same group. Each call keeps its outcomes to itself;
/// only <see cref="PublishAllAsync"/> accesses the scheduler, so no lock is needed.
/// </summary>
internal sealed partial class StreamProcessor
{
    /// <summary>
    /// The maximum number of concurrent calls. A call takes tens of milliseconds, almost all of it waiting: four calls publish a batch of a
    /// hundred items in the time of three calls; more would only make the shards of a table throttle one another.
    /// </summary>
    internal const int MaxCallsUnderWay = 4;

    // Per message: 1.05 s of pauses in total. More attempts would only use up the time for Lambda's own retries.
    private static readonly Retries s_retries = new(4, TimeSpan.FromMilliseconds(50));

    private async ValueTask PublishAsync(StreamBatchContext run, CancellationToken cancellationToken)
    {
        var began = Telemetry.Now;
        var underWay = new List<Task<PublishBatch>>(MaxCallsUnderWay);
        try
        {
            await PublishAllAsync(run, underWay, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Their messages use memory of the context, which is returned after this, and of the payload.
            foreach (Task call in underWay)
            {
                await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (cancellationToken.IsCancellationRequested)
        {
            run.Plan.FailRest();
            run.NoteRest("the invocation's time ran out");
        }

        Telemetry.Took("publish", began);
        Volatile.Write(ref _idleCalls, run.IdleCalls);
    }

    private async ValueTask PublishAllAsync(StreamBatchContext run, List<Task<PublishBatch>> underWay, CancellationToken cancellationToken)
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

    // Never throws: any error becomes an outcome of the messages.
    private async Task<PublishBatch> SendAsync(StreamBatchContext run, PublishBatch call, CancellationToken cancellationToken)
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
            else if (run.Plan.SizeOf(first) <= _maxMessageBytes
                || !run.Drafts[first].Claimed.IsEmpty
                || await TryClaimAsync(run, call, 0, TooLarge("The message", run.Plan.SizeOf(first)), cancellationToken)
                    .ConfigureAwait(false))
            {
                await SendMessagesAsync(run, call, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // Messages with an unknown outcome are sent again; consumers detect duplicates by event id.
            call.BrokeOff(ExceptionSummary.Of(exception));
        }

        return call;
    }

    private async ValueTask SendMessagesAsync(StreamBatchContext run, PublishBatch call, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.StartPublishing(_topicName, call.Entries.Count, WritersOf(run, call));
        try
        {
            call.Published(await _publisher.PublishAsync(call.MessagesOf(run), cancellationToken).ConfigureAwait(false));
            if (call.FirstReason is { } reason)
            {
                activity.Fail(reason);
            }
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }

        for (var i = 0; i < call.Entries.Count; i++)
        {
            if (call.OutcomeOf(i) is PublishOutcome.Refused)
            {
                await EndRefusedAsync(run, call, i, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private List<ActivityContext> WritersOf(StreamBatchContext run, PublishBatch call)
    {
        if (!FunctionTelemetry.IsTraced)
        {
            return [];
        }

        var writers = new List<ActivityContext>();
        foreach (var entry in call.Entries)
        {
            if (FunctionTelemetry.WriterOf(_table.EntityOf(run.Records[entry]), run.Records[entry]) is { } writer)
            {
                writers.Add(writer);
            }
        }

        return writers;
    }

    private async ValueTask EndRefusedAsync(StreamBatchContext run, PublishBatch call, int index, CancellationToken cancellationToken)
    {
        var refusal = $"SNS refused the message: {call.ReasonOf(index)}";
        if (MayBeTooLarge(run, call, index))
        {
            // The topic may accept less than the function expects, as while a deployment lowers both: send the message without its data.
            if (await TryClaimAsync(run, call, index, refusal, cancellationToken).ConfigureAwait(false))
            {
                call.Ended(index, PublishOutcome.NotPublished, refusal);
            }

            return;
        }

        await ParkAsync(run, call, index, refusal, cancellationToken).ConfigureAwait(false);
    }

    // A message that is too large may be an invalid parameter to SNS, as others are. No topic accepts less than the least maximum.
    private static bool MayBeTooLarge(StreamBatchContext run, PublishBatch call, int index)
        => run.Drafts[call.Entries[index]].Claimed.IsEmpty && run.Plan.SizeOf(call.Entries[index]) > TableModel.LeastMaxMessageBytes;

    // Stores the data of a message that is too large for the topic. If that is impossible, decides the message's outcome.
    private async ValueTask<bool> TryClaimAsync(
        StreamBatchContext run, PublishBatch call, int index, string reason, CancellationToken cancellationToken)
    {
        var entry = call.Entries[index];
        if (_claims is null)
        {
            await ParkAsync(run, call, index, reason, cancellationToken).ConfigureAwait(false);
            return false;
        }

        try
        {
            var eventId = Encoding.UTF8.GetString(run.Records[entry].EventId.Span);
            run.Drafts[entry].Claimed = await ClaimedBody.StoreAsync(call.MessageOf(run, entry).Body, _table.Name, eventId, _claims, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            call.Ended(index, PublishOutcome.NotPublished, $"storing a large record failed: {ExceptionSummary.Of(exception)}");
            return false;
        }

        if (run.SizeAt(entry) is var size && size > _maxMessageBytes)
        {
            await ParkAsync(run, call, index, TooLarge("Without its data, the message", size), cancellationToken).ConfigureAwait(false);
            return false;
        }

        return true;
    }

    private string TooLarge(string what, int size) => $"{what} has {size} bytes; its topic accepts {_maxMessageBytes}.";

    private async ValueTask ParkAsync(StreamBatchContext run, PublishBatch call, int index, string reason, CancellationToken cancellationToken)
    {
        var entry = call.Entries[index];
        var failure = await TryParkAsync(run.Records[entry], run.EventIdOf(entry), reason, cancellationToken).ConfigureAwait(false);
        call.Ended(index, failure is null ? PublishOutcome.Parked : PublishOutcome.NotParked, failure ?? reason);
    }

    private static void SettleEnded(StreamBatchContext run, List<Task<PublishBatch>> underWay, CancellationToken cancellationToken)
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

    private static void Settle(StreamBatchContext run, PublishBatch call, CancellationToken cancellationToken)
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

    // Temporary failures are usually throttling, so messages of other groups are held back too.
    private async ValueTask PauseAsync(StreamBatchContext run, CancellationToken cancellationToken)
    {
        if (run.PauseAttempt == 0)
        {
            return;
        }

        var attempts = run.PauseAttempt;
        run.PauseAttempt = 0;
        await s_retries.PauseAsync(attempts, Time, cancellationToken).ConfigureAwait(false);
    }
}
