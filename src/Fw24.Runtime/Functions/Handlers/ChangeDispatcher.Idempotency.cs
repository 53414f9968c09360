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
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(100);

    private async ValueTask<MessageOutcome> HandleOnceAsync(
        IdempotencyTable handled,
        QueueMessage message,
        StreamRecord record,
        EntityChange change,
        InvocationContext context,
        CancellationToken cancellationToken)
    {
        ChangeClaim claim;
        try
        {
            claim = await handled.ClaimAsync(change.EventId, message.MessageId, context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var reason = $"the change could not be claimed: {ExceptionSummary.Of(exception)}";
            LogFailure(Name, message.MessageId, reason, null);
            return MessageOutcome.Failed(reason) with { EventId = change.EventId };
        }

        if (!claim.IsClaimed)
        {
            return claim.IsHandled
                ? new MessageOutcome(RecordResult.Skipped, "the change was handled before") { EventId = change.EventId }
                : MessageOutcome.Failed(IdempotencyTable.ReasonOf(claim.Row)) with { EventId = change.EventId };
        }

        var outcome = await HandleChangeAsync(message, record, change, context, cancellationToken).ConfigureAwait(false);
        if (outcome.Result is RecordResult.Handled)
        {
            await RecordAsync(handled, claim.Row, message, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await ReleaseAsync(handled, claim.Row, message, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    // The message counts as handled even if that cannot be recorded: if it failed, the change would certainly be handled again.
    private async ValueTask RecordAsync(
        IdempotencyTable handled, IdempotencyRow claim, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            // A handler may return when it is time to answer, and there is still time for one call.
            using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, Time);
            using var _ = cancellationToken.UnsafeRegister(static grace => ((CancellationTokenSource)grace!).CancelAfter(s_grace), grace);
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
