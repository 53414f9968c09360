using Fw24.Diagnostics;
using Fw24.Functions.Queues;
using Fw24.Invocations;
using Fw24.Messages;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Handlers;

/// <summary>The function of a change handler: passes it the changes from its queue, in order.</summary>
/// <remarks>
/// The subscription's filter policy only saves invocations; the record itself decides here whether the handler receives a change.
/// A message on which the handler fails is delivered again and eventually moved to the dead-letter queue. A message that the handler's entity cannot be
/// read from is parked, because it would fail every time.
/// </remarks>
internal sealed partial class ChangeDispatcher
{
    private readonly HandlerModel _handler;
    private readonly TableModel _table;
    private readonly WatchedAttributes _watched;
    private readonly OwnTable _own;
    private readonly ExceptionLogging _exceptions;
    private readonly IServiceScopeFactory _scopes;
    private readonly IParkingQueue _parking;
    private readonly IClaimCheck? _claims;
    private readonly TimeProvider _time;
    private readonly GuardedLogger _logger;
    private readonly FunctionTelemetry _telemetry;

    public ChangeDispatcher(
        AppModel app,
        HandlerModel handler,
        TableModel table,
        IServiceScopeFactory scopes,
        IParkingQueue parking,
        TimeProvider time,
        ILogger logger,
        IClaimCheck? claims = null,
        ExceptionLogging? exceptions = null,
        OwnTable? own = null)
    {
        _own = own ?? new OwnTable(app, table);
        _exceptions = exceptions ?? ExceptionLogging.Withheld;
        (_handler, _table, _scopes, _parking, _claims, _time, _logger) = (handler, table, scopes, parking, claims, time, new GuardedLogger(logger));
        _telemetry = new FunctionTelemetry(handler.Name, time, _logger);
        _watched = new WatchedAttributes(handler);
    }

    /// <summary>Handles a batch of the handler's queue.</summary>
    /// <returns>The partial batch response: the ids of the failed messages and of the messages of their groups that had to wait.</returns>
    /// <exception cref="ItemFormatException">The payload is not an SQS event.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        var run = new Run(QueueBatch.Read(payload), context, _telemetry);
        using var deadline = new InvocationDeadline(context, _time, cancellationToken);
        using var activity = _telemetry.StartInvocation(context);
        if (_handler.Queue.Parallelism == 1 || run.Messages.Count == 1)
        {
            await HandleInTurnAsync(HandlingOrder.Of(run.Messages), run, deadline.Token).ConfigureAwait(false);
        }
        else
        {
            await HandleSideBySideAsync(HandlingOrder.LanesOf(run.Messages), run, deadline.Token).ConfigureAwait(false);
        }

        var counts = run.Counts;
        _telemetry.Count("handled", counts.Handled);
        _telemetry.Count("skipped", counts.Skipped);
        _telemetry.Count("parked", counts.Parked);
        _telemetry.Count("failed", counts.Failed);
        LogBatch(counts, context.RequestId, run.Messages.Count);
        return run.ToResponse();
    }

    private async Task HandleInTurnAsync(IReadOnlyList<QueueMessage> messages, Run run, CancellationToken cancellationToken)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var outcome = run.Blocks(message) ? MessageOutcome.Failed("an earlier message of its group failed")
                : cancellationToken.IsCancellationRequested ? MessageOutcome.Untried
                : await HandleMessageAsync(message, run.Context, cancellationToken).ConfigureAwait(false);
            run.Add(message, outcome);
        }
    }

    // Uses no additional threads: only waiting overlaps.
    private Task HandleSideBySideAsync(IReadOnlyList<IReadOnlyList<QueueMessage>> lanes, Run run, CancellationToken cancellationToken)
    {
        var next = -1;
        var workers = new Task[Math.Min(_handler.Queue.Parallelism, lanes.Count)];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = WorkAsync();
        }

        return Task.WhenAll(workers);

        async Task WorkAsync()
        {
            for (var lane = Interlocked.Increment(ref next); lane < lanes.Count; lane = Interlocked.Increment(ref next))
            {
                await HandleInTurnAsync(lanes[lane], run, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<MessageOutcome> HandleMessageAsync(QueueMessage message, InvocationContext context, CancellationToken cancellationToken)
    {
        StreamRecord record;
        EntityChange? change;
        string? eventId = null;
        string? skipped;
        if (message.Fault is not null)
        {
            return await ParkAsync(message, eventId, message.Fault, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var body = await ClaimedBody.ResolveAsync(message.Body, _table.Name, _claims, cancellationToken).ConfigureAwait(false);
            record = ChangeEnvelope.Read(body, _own);
            change = Decode(record, ref eventId, out skipped);
        }
        catch (ItemFormatException exception)
        {
            return await ParkAsync(message, eventId, exception.Message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // For example an image that the stream's view type omits, or a store that does not respond: the message itself is valid, so it
            // is not parked.
            var reason = ExceptionSummary.Of(exception);
            LogFailure(_handler.Name, message.MessageId, reason, null);
            return MessageOutcome.Failed(reason) with { EventId = eventId };
        }

        if (change is null)
        {
            return new MessageOutcome(RecordResult.Skipped, skipped);
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
            return new MessageOutcome(RecordResult.Handled) { EventId = eventId };
        }
        catch (Exception exception)
        {
            var reason = ExceptionSummary.Of(exception);
            LogFailure(_handler.Name, message.MessageId, reason, _exceptions.ToLog(exception));
            return MessageOutcome.Failed(reason) with { EventId = eventId, Exception = exception };
        }
    }

    /// <summary>Decodes a message's change.</summary>
    /// <returns>The change; <see langword="null"/> when the handler does not receive it, with the reason in <paramref name="skipped"/>.</returns>
    private EntityChange? Decode(in StreamRecord record, ref string? eventId, out string? skipped)
    {
        skipped = _table.EntityOf(record) != _handler.Entity ? "the row is not of the handler's entity"
            : !_handler.Operations.HasFlag(record.Operation) ? "the handler does not handle this operation"
            : !_watched.Changed(record) ? "no attribute of the handler's [OnChange] changed"
            : null;
        if (skipped is not null)
        {
            return null;
        }

        var header = _handler.Entity.HeaderOf(record);
        eventId = header.EventId;
        return _handler.Decode(header, record);
    }

    private async ValueTask<MessageOutcome> ParkAsync(QueueMessage message, string? eventId, string reason, CancellationToken cancellationToken)
    {
        try
        {
            var parked = new ParkedRecord { Function = _handler.Name, Reason = reason, EventId = eventId, Content = message.Content.ToArray() };
            await _parking.ParkAsync(parked, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var failure = $"parking failed: {ExceptionSummary.Of(exception)}";
            LogFailure(_handler.Name, message.MessageId, failure, null);
            return MessageOutcome.Failed(failure) with { EventId = eventId };
        }

        LogParked(_handler.Name, message.MessageId, reason);
        return new MessageOutcome(RecordResult.Parked, reason) { EventId = eventId };
    }

    private void LogBatch(in Counts counts, string requestId, int messages)
    {
        if (counts.Untried > 0)
        {
            LogUntried(_handler.Name, requestId, counts.Untried, messages, Math.Max(1, messages - counts.Untried));
        }

        if (counts.FirstReason is null)
        {
            LogSuccess(_handler.Name, requestId, messages, counts.Handled, counts.Skipped);
            return;
        }

        LogTrouble(_handler.Name, requestId, messages, counts.Handled, counts.Skipped, counts.Parked, counts.Failed, counts.FirstReason);
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} {RequestId}: {Messages} messages, {Handled} handled, {Skipped} skipped, 0 parked, 0 failed")]
    private partial void LogSuccess(string function, string requestId, int messages, int handled, int skipped);

    [LoggerMessage(4, LogLevel.Warning, "{Function} {RequestId}: {Messages} messages, {Handled} handled, {Skipped} skipped, {Parked} parked, {Failed} failed; first reason: {Reason}")]
    private partial void LogTrouble(string function, string requestId, int messages, int handled, int skipped, int parked, int failed, string reason);

    [LoggerMessage(5, LogLevel.Warning, "{Function} {RequestId}: the time was over before {Untried} of {Messages} messages were handed to the handler. They come back, which counts as a receive of each: set BatchSize of [ChangeQueue] to {Tried} or less, or raise its Parallelism, or TimeoutSeconds of [Fw24App]")]
    private partial void LogUntried(string function, string requestId, int untried, int messages, int tried);

    [LoggerMessage(2, LogLevel.Error, "{Function}: message {MessageId} failed: {Reason}")]
    private partial void LogFailure(string function, string messageId, string reason, Exception? exception);

    [LoggerMessage(3, LogLevel.Warning, "{Function}: message {MessageId} parked: {Reason}")]
    private partial void LogParked(string function, string messageId, string reason);

    /// <summary>The outcome of a message.</summary>
    private readonly record struct MessageOutcome(RecordResult Result, string? Reason = null)
    {
        public string? EventId { get; init; }

        public Exception? Exception { get; init; }

        public static MessageOutcome Untried { get; } = Failed("the invocation's time was over before it was tried") with { IsUntried = true };

        /// <summary>Indicates whether the message was not passed to the handler for lack of time.</summary>
        public bool IsUntried { get; init; }

        public static MessageOutcome Failed(string reason) => new(RecordResult.Failed, reason);

        public RecordOutcome Of(in QueueMessage message) => new(message.MessageId, Result, Reason) { EventId = EventId, Exception = Exception };
    }

    /// <summary>An invocation's messages and their outcomes so far. Concurrent workers report here.</summary>
    private sealed class Run(IReadOnlyList<QueueMessage> messages, InvocationContext context, FunctionTelemetry telemetry)
    {
        private readonly QueueFailures _failures = new();
        private readonly Lock _gate = new();
        private Counts _counts;

        public IReadOnlyList<QueueMessage> Messages => messages;

        public InvocationContext Context => context;

        public Counts Counts => _counts;

        public bool Blocks(in QueueMessage message)
        {
            lock (_gate)
            {
                return _failures.Blocks(message);
            }
        }

        public void Add(in QueueMessage message, in MessageOutcome outcome)
        {
            lock (_gate)
            {
                _counts.Add(outcome);
                if (context.OnOutcome is not null)
                {
                    telemetry.Tell(context, outcome.Of(message));
                }

                if (outcome.Result is RecordResult.Failed)
                {
                    _failures.Add(message);
                }
            }
        }

        public ReadOnlyMemory<byte> ToResponse() => _failures.ToResponse();
    }

    private struct Counts
    {
        public int Handled;
        public int Skipped;
        public int Parked;
        public int Failed;

        // Included in Failed.
        public int Untried;

        // Of the parked and failed messages.
        public string? FirstReason;

        public void Add(in MessageOutcome outcome)
        {
            switch (outcome.Result)
            {
                case RecordResult.Handled:
                    Handled++;
                    break;
                case RecordResult.Skipped:
                    Skipped++;
                    break;
                case RecordResult.Parked:
                    Parked++;
                    FirstReason ??= outcome.Reason;
                    break;
                default:
                    Failed++;
                    Untried += outcome.IsUntried ? 1 : 0;
                    FirstReason ??= outcome.Reason;
                    break;
            }
        }
    }
}
