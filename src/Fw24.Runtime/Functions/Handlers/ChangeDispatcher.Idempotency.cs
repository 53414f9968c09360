using Fw24.Diagnostics;
using Fw24.Functions.Handlers.Idempotency;
using Fw24.Functions.Queues;
using Fw24.Invocations;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Handlers;

/// <content>Changes that are handled once: claimed, handled, and recorded as handled.</content>
internal sealed partial class ChangeDispatcher
{
    private static readonly Retries s_recording = new(4, TimeSpan.FromMilliseconds(50));

    private async ValueTask<ReceivedChange> ClaimAsync(
        IdempotencyTable handled,
        ReceivedChange received,
        EntityChange change,
        HandlerBatchContext run,
        CancellationToken cancellationToken)
    {
        var message = received.Message;
        if (!run.TryBegin(message))
        {
            // Its fate is that of the first copy, whose id is the same in the response.
            return received.As(new MessageOutcome(RecordResult.Skipped, "the batch contains the message twice") { EventId = change.EventId });
        }

        try
        {
            var claim = await handled.ClaimAsync(change.EventId, message.MessageId, run.Invocation, cancellationToken).ConfigureAwait(false);
            if (claim.IsClaimed)
            {
                return new ReceivedChange { Message = message, Record = received.Record, Change = change, Claim = claim.Row };
            }

            var outcome = claim.IsHandled
                ? new MessageOutcome(RecordResult.Skipped, "the change was handled before")
                : MessageOutcome.Failed(IdempotencyTable.ReasonOf(claim.Row)) with { NotBefore = claim.Row.Until };
            return received.As(outcome with { EventId = change.EventId });
        }
        catch (Exception exception)
        {
            var reason = $"the change could not be claimed: {ExceptionSummary.Of(exception)}";
            LogFailure(Name, message.MessageId, reason, null);
            return received.As(MessageOutcome.Failed(reason) with { EventId = change.EventId });
        }
    }

    // Ends the claim of a change, if there is one.
    private ValueTask SettleAsync(in ReceivedChange received, in MessageOutcome outcome, CancellationToken cancellationToken)
        => _handled is null || received.Claim is not { } claim ? ValueTask.CompletedTask
            : outcome.Result is RecordResult.Handled ? RecordAsync(_handled, claim, received.Message, cancellationToken)
            : ReleaseAsync(_handled, claim, received.Message, cancellationToken);

    // The message counts as handled even if that cannot be recorded: if it failed, the change would certainly be handled again.
    private async ValueTask RecordAsync(
        IdempotencyTable handled, IdempotencyRow claim, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            // A handler may return when it is time to answer, and there is still time for one call.
            using var grace = new GracePeriod(Time, cancellationToken);
            var attempt = 1;
            while (!await TryRecordAsync(handled, claim, attempt, grace.Token).ConfigureAwait(false))
            {
                await s_recording.PauseAsync(attempt++, Time, grace.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            LogUnrecorded(Name, message.MessageId, ExceptionSummary.Of(exception));
        }
    }

    private static async ValueTask<bool> TryRecordAsync(
        IdempotencyTable handled, IdempotencyRow claim, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            await handled.CompleteAsync(claim, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception) when (attempt < s_recording.MaxAttempts && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // A claim that is not given up ends with the invocation.
    private async ValueTask ReleaseAsync(
        IdempotencyTable handled, IdempotencyRow claim, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await handled.ReleaseAsync(claim, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogUnreleased(Name, message.MessageId, ExceptionSummary.Of(exception));
        }
    }

    [LoggerMessage(6, LogLevel.Warning, "{Function}: message {MessageId} was handled, which could not be recorded: {Reason}. "
        + "If the change is delivered again, it is handled again")]
    private partial void LogUnrecorded(string function, string messageId, string reason);

    [LoggerMessage(7, LogLevel.Information, "{Function}: the claim of message {MessageId}, which was not handled, could not be given up: "
        + "{Reason}. It ends with the invocation's time")]
    private partial void LogUnreleased(string function, string messageId, string reason);
}
