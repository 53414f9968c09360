using Fw24.Diagnostics;
using Fw24.Hosting;
using Fw24.Model;
using Fw24.Publishing;
using Fw24.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Handlers;

/// <summary>The function of a change handler: gives it the changes that its queue brings, in their order.</summary>
/// <remarks>
/// The subscription's filter policy only spares invocations; whether a change is the handler's is decided here, on the record itself.
/// A message the handler fails on comes back, and ends in the dead-letter queue; one that is no change the handler's entity could read
/// is parked, for it would fail each time.
/// </remarks>
internal sealed partial class ChangeDispatcher
{
    private readonly HandlerModel _handler;
    private readonly TableModel _table;
    private readonly WatchedAttributes _watched;
    private readonly IServiceScopeFactory _scopes;
    private readonly IParkingQueue _parking;
    private readonly IClaimCheck? _claims;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FunctionTelemetry _telemetry;

    public ChangeDispatcher(
        HandlerModel handler, TableModel table, IServiceScopeFactory scopes, IParkingQueue parking, TimeProvider time, ILogger logger, IClaimCheck? claims = null)
    {
        (_handler, _table, _scopes, _parking, _claims, _time, _logger) = (handler, table, scopes, parking, claims, time, logger);
        _telemetry = new FunctionTelemetry(handler.Name, time);
        _watched = new WatchedAttributes(handler);
    }

    private enum Outcome
    {
        Handled,
        Skipped,
        Parked,
        Failed,
    }

    /// <summary>Handles a batch of the handler's queue.</summary>
    /// <returns>The partial batch response: the ids of the messages that failed, and of those of their groups that had to wait.</returns>
    /// <exception cref="ItemFormatException">The payload is no event of SQS.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        var messages = QueueBatch.Read(payload);
        var failures = new QueueFailures();
        var counts = default(Counts);

        using var deadline = new InvocationDeadline(context, _time, cancellationToken);
        using var activity = _telemetry.StartInvocation(context);
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var outcome = failures.Blocks(message) || deadline.Token.IsCancellationRequested
                ? Outcome.Failed
                : await HandleMessageAsync(message, context, deadline.Token).ConfigureAwait(false);
            counts.Add(outcome);
            if (outcome is Outcome.Failed)
            {
                failures.Add(message);
            }
        }

        _telemetry.Count("handled", counts.Handled);
        _telemetry.Count("skipped", counts.Skipped);
        _telemetry.Count("parked", counts.Parked);
        _telemetry.Count("failed", counts.Failed);
        LogBatch(counts.Failed + counts.Parked > 0 ? LogLevel.Warning : LogLevel.Information,
            _handler.Name, context.RequestId, messages.Count, counts.Handled, counts.Skipped, counts.Parked, counts.Failed);
        return failures.ToResponse();
    }

    private async ValueTask<Outcome> HandleMessageAsync(QueueMessage message, InvocationContext context, CancellationToken cancellationToken)
    {
        StreamRecord record;
        EntityChange? change;
        string? eventId = null;
        try
        {
            if (message.Fault is not null)
            {
                throw new ItemFormatException("Queue message", "frame", "a message of SQS", message.Fault);
            }

            var body = await ClaimedBody.ResolveAsync(message.Body, _claims, cancellationToken).ConfigureAwait(false);
            record = ChangeEnvelope.Read(body);
            change = Decode(record, message, ref eventId);
        }
        catch (ItemFormatException e)
        {
            return await ParkAsync(message, eventId, e.Message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Such as an image that the stream's view type leaves out, or a store that does not answer: nothing is wrong with the
            // message, so it is not parked.
            LogFailure(_handler.Name, message.MessageId, ExceptionSummary.Of(e), null);
            return Outcome.Failed;
        }

        if (change is null)
        {
            return Outcome.Skipped;
        }

        try
        {
            var scope = _scopes.CreateAsyncScope();
            await using var _ = scope.ConfigureAwait(false);
            using var activity = _telemetry.StartHandling(record);
            var began = _telemetry.Now;
            var changeContext = new ChangeContext { Invocation = context, MessageId = message.MessageId, ReceiveCount = message.ReceiveCount };
            await _handler.HandleAsync(scope.ServiceProvider, change, changeContext, cancellationToken).ConfigureAwait(false);
            _telemetry.Took("handle", began);
            return Outcome.Handled;
        }
        catch (Exception e)
        {
            LogFailure(_handler.Name, message.MessageId, ExceptionSummary.Of(e), e);
            return Outcome.Failed;
        }
    }

    /// <summary>Decodes a message's change.</summary>
    /// <returns>The change; <see langword="null"/> when it is none for this handler.</returns>
    private EntityChange? Decode(in StreamRecord record, in QueueMessage message, ref string? eventId)
    {
        if (record.Fault is not null)
        {
            throw new ItemFormatException("Change message", "data", "a stream record", record.Fault);
        }

        if (_table.EntityOf(record) != _handler.Entity || !_handler.Operations.HasFlag(record.Operation) || !_watched.Changed(record, message.Json))
        {
            return null;
        }

        var header = ChangeHeader.Of(record, _handler.Entity);
        eventId = header.EventId;
        return _handler.Decode(header, record);
    }

    private async ValueTask<Outcome> ParkAsync(QueueMessage message, string? eventId, string reason, CancellationToken cancellationToken)
    {
        try
        {
            var parked = new ParkedRecord { Function = _handler.Name, Reason = reason, EventId = eventId, Content = message.Content.ToArray() };
            await _parking.ParkAsync(parked, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogFailure(_handler.Name, message.MessageId, $"parking failed: {ExceptionSummary.Of(e)}", null);
            return Outcome.Failed;
        }

        LogParked(_handler.Name, message.MessageId, reason);
        return Outcome.Parked;
    }

    [LoggerMessage(EventId = 1, Message = "{Function} {RequestId}: {Messages} messages, {Handled} handled, {Skipped} skipped, {Parked} parked, {Failed} failed")]
    private partial void LogBatch(
        LogLevel level, string function, string requestId, int messages, int handled, int skipped, int parked, int failed);

    [LoggerMessage(2, LogLevel.Error, "{Function}: message {MessageId} failed: {Reason}")]
    private partial void LogFailure(string function, string messageId, string reason, Exception? exception);

    [LoggerMessage(3, LogLevel.Warning, "{Function}: message {MessageId} parked: {Reason}")]
    private partial void LogParked(string function, string messageId, string reason);

    private struct Counts
    {
        public int Handled;
        public int Skipped;
        public int Parked;
        public int Failed;

        public void Add(Outcome outcome)
        {
            switch (outcome)
            {
                case Outcome.Handled:
                    Handled++;
                    break;
                case Outcome.Skipped:
                    Skipped++;
                    break;
                case Outcome.Parked:
                    Parked++;
                    break;
                default:
                    Failed++;
                    break;
            }
        }
    }
}
