using Fw24.Diagnostics;
using Fw24.Functions.Queues;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Handlers;

/// <content>The delay of failed messages.</content>
internal sealed partial class ChangeDispatcher
{
    // The longest claim: Lambda's longest invocation, and the difference of clocks.
    private const int MaxClaimSeconds = 5_405;

    // Without a delay the messages return when the queue's visibility timeout ends: a failure here costs time, not changes.
    private async ValueTask DelayRetriesAsync(HandlerBatchContext run, CancellationToken cancellationToken)
    {
        if (_visibility is null || _delay is null || DelayedOf(run, _delay) is not { Count: > 0 } delayed)
        {
            return;
        }

        try
        {
            using var grace = new GracePeriod(Time, cancellationToken);
            await _visibility.HideAsync(delayed, grace.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogUndelayed(Name, run.Invocation.RequestId, delayed.Count, ExceptionSummary.Of(exception));
        }
    }

    // A group waits for its first failed message. What the invocation had no time for returns as if it had not been received.
    private List<HiddenMessage> DelayedOf(HandlerBatchContext run, RetryDelay delay)
    {
        var delayed = new List<HiddenMessage>(run.Failed.Count);
        var groups = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var (message, outcome) in run.Failed)
        {
            int? seconds = outcome.IsUntried ? null : SecondsOf(message, outcome, delay);
            if (message.GroupId is { } group && !groups.TryAdd(group, seconds))
            {
                seconds = groups[group];
            }

            if (seconds is { } hidden && message.ReceiptHandle is { } receipt)
            {
                delayed.Add(new HiddenMessage(message.MessageId, receipt, hidden));
            }
        }

        return delayed;
    }

    // A change that another delivery has claimed cannot be handled before that claim ends.
    private int SecondsOf(in QueueMessage message, in MessageOutcome outcome, RetryDelay delay)
    {
        var seconds = delay.SecondsOf(message.MessageId, message.ReceiveCount);
        return outcome.NotBefore is { } end && seconds > 0
            ? Math.Max(seconds, (int)Math.Clamp(Math.Ceiling((end - Time.GetUtcNow()).TotalSeconds), 0, MaxClaimSeconds))
            : seconds;
    }

    [LoggerMessage(9, LogLevel.Warning, "{Function} {RequestId}: {Messages} failed messages could not be delayed: {Reason}. "
        + "They return when the queue's visibility timeout ends")]
    private partial void LogUndelayed(string function, string requestId, int messages, string reason);
}
