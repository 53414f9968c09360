using System.Diagnostics;
using Fw24.Functions.Queues;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Handlers;

/// <content>Handlers that receive the changes of an invocation in one call.</content>
internal sealed partial class ChangeDispatcher
{
    private async Task HandleTogetherAsync(
        IReadOnlyList<QueueMessage> messages, HandlerBatchContext run, CancellationToken cancellationToken)
    {
        var batch = new List<ReceivedChange>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var received = await ReceiveAsync(messages[i], run, cancellationToken).ConfigureAwait(false);
            if (received.Change is null)
            {
                run.Add(received.Message, received.Outcome);
            }
            else
            {
                batch.Add(received);
            }
        }

        if (batch.Count > 0)
        {
            await HandleBatchAsync(batch, run, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task HandleBatchAsync(List<ReceivedChange> batch, HandlerBatchContext run, CancellationToken cancellationToken)
    {
        var changes = new EntityChange[batch.Count];
        var contexts = new ChangeContext[batch.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            (changes[i], contexts[i]) = (batch[i].Change!, ContextOf(batch[i].Message, run.Invocation));
        }

        var context = new ChangeBatchContext(changes, contexts);
        var isTried = !cancellationToken.IsCancellationRequested;
        var thrown = isTried ? await TryHandleAsync(batch, context, cancellationToken).ConfigureAwait(false) : null;
        for (var i = 0; i < changes.Length; i++)
        {
            var message = batch[i].Message;
            var outcome = !isTried ? MessageOutcome.Untried
                : context.FailureAt(i) is { } failure
                    ? await FailAsync(message, changes[i], failure, failure, cancellationToken).ConfigureAwait(false)
                : thrown is not null ? await FailAsync(message, changes[i], thrown, null, cancellationToken).ConfigureAwait(false)

                // Handled, but to be handled again after the earlier change, so that the group ends in order.
                : run.Blocks(message) ? MessageOutcome.Blocked
                : new MessageOutcome(RecordResult.Handled);
            await SettleAsync(batch[i], outcome, cancellationToken).ConfigureAwait(false);
            run.Add(message, outcome with { EventId = changes[i].EventId });
        }
    }

    /// <summary>Passes a batch to the handler.</summary>
    /// <returns>The exception with which the handler failed, or could not be created; it was logged.</returns>
    private async ValueTask<Exception?> TryHandleAsync(
        List<ReceivedChange> batch, ChangeBatchContext context, CancellationToken cancellationToken)
    {
        try
        {
            var scope = _scopes.CreateAsyncScope();
            await using var _ = scope.ConfigureAwait(false);
            using var activity = FunctionTelemetry.IsTraced
                ? Telemetry.StartHandling(batch[0].Message.QueueName, OriginsOf(batch), batch.Count)
                : default;
            var began = Telemetry.Now;
            AmbientActor.Current = ActorOf(change: null);
            try
            {
                await _handler.HandleAsync(scope.ServiceProvider, context, cancellationToken).ConfigureAwait(false);
                if (FirstFailure(context) is { } failure)
                {
                    activity.Fail(failure, _exceptions);
                }
            }
            catch (Exception exception)
            {
                activity.Fail(exception, _exceptions);
                throw;
            }

            Telemetry.Took("handle", began);
            return null;
        }
        catch (Exception exception)
        {
            LogBatchFailure(Name, context.Invocation.RequestId, batch.Count, _exceptions.ToLog(exception));
            return exception;
        }
    }

    // The trace contexts in which the changes were published and made.
    private List<ActivityContext> OriginsOf(List<ReceivedChange> batch)
    {
        var origins = new List<ActivityContext>(2 * batch.Count);
        foreach (var received in batch)
        {
            if (FunctionTelemetry.PublisherOf(received.Record) is { } publisher)
            {
                origins.Add(publisher);
            }

            if (FunctionTelemetry.WriterOf(_handler.Entity, received.Record) is { } writer)
            {
                origins.Add(writer);
            }
        }

        return origins;
    }

    private static Exception? FirstFailure(ChangeBatchContext context)
    {
        for (var i = 0; i < context.Changes.Count; i++)
        {
            if (context.FailureAt(i) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    [LoggerMessage(8, LogLevel.Error, "{Function} {RequestId}: the handler failed on a batch of {Changes} changes")]
    private partial void LogBatchFailure(string function, string requestId, int changes, Exception exception);
}
