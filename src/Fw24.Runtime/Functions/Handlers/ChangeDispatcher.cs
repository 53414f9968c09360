using Fw24.Diagnostics;
using Fw24.Functions.Handlers.Idempotency;
using Fw24.Functions.Queues;
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
internal sealed partial class ChangeDispatcher : QueueFunction<HandlerBatchContext>
{
    private readonly HandlerModel _handler;
    private readonly TableModel _table;
    private readonly WatchedAttributes _watched;
    private readonly OwnTable _own;
    private readonly ExceptionLogging _exceptions;
    private readonly IServiceScopeFactory _scopes;
    private readonly IClaimCheck? _claims;
    private readonly IdempotencyTable? _handled;

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
        OwnTable? own = null,
        IdempotencyTable? handled = null)
        : base(handler.Name, "handled", parking, time, logger)
    {
        _own = own ?? new OwnTable(app, table);
        _exceptions = exceptions ?? ExceptionLogging.Withheld;
        (_handler, _table, _scopes, _claims, _handled) = (handler, table, scopes, claims, handled);
        _watched = new WatchedAttributes(handler);
    }

    /// <inheritdoc/>
    /// <exception cref="ItemFormatException">The payload is not an SQS event.</exception>
    protected override HandlerBatchContext Read(ReadOnlyMemory<byte> payload, InvocationContext invocation)
        => new(QueueBatch.Read(payload), invocation, Telemetry);

    /// <inheritdoc/>
    protected override ValueTask WorkAsync(HandlerBatchContext run, CancellationToken cancellationToken)
        => new(_handler.Queue.Parallelism == 1 || run.Messages.Count == 1
            ? HandleInTurnAsync(HandlingOrder.Of(run.Messages), run, cancellationToken)
            : HandleSideBySideAsync(HandlingOrder.LanesOf(run.Messages), run, cancellationToken));

    /// <inheritdoc/>
    protected override void LogBatch(HandlerBatchContext run, in BatchCounts counts)
    {
        var (requestId, messages) = (run.Invocation.RequestId, run.Messages.Count);
        if (run.UntriedCount > 0)
        {
            LogUntried(Name, requestId, run.UntriedCount, messages, Math.Max(1, messages - run.UntriedCount));
        }

        if (run.FirstReason is null)
        {
            LogSuccess(Name, requestId, messages, counts.Processed, counts.Skipped);
            return;
        }

        LogTrouble(Name, requestId, messages, counts.Processed, counts.Skipped, counts.Parked, counts.Failed, run.FirstReason);
    }

    /// <inheritdoc/>
    protected override ReadOnlyMemory<byte> Answer(HandlerBatchContext run) => run.ToResponse();

    private async Task HandleInTurnAsync(IReadOnlyList<QueueMessage> messages, HandlerBatchContext run, CancellationToken cancellationToken)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var outcome = run.Blocks(message) ? MessageOutcome.Failed("an earlier message of its group failed")
                : cancellationToken.IsCancellationRequested ? MessageOutcome.Untried
                : await HandleMessageAsync(message, run.Invocation, cancellationToken).ConfigureAwait(false);
            run.Add(message, outcome);
        }
    }

    // Uses no additional threads: only waiting overlaps.
    private Task HandleSideBySideAsync(IReadOnlyList<IReadOnlyList<QueueMessage>> lanes, HandlerBatchContext run, CancellationToken cancellationToken)
    {
        var next = -1;
        var workers = new Task[Math.Min(_handler.Queue.Parallelism, lanes.Count)];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = HandleLanesAsync();
        }

        return Task.WhenAll(workers);

        async Task HandleLanesAsync()
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
        catch (Exception exception)
        {
            var error = ProcessingError.Of(exception);
            if (error.IsPermanent)
            {
                return await ParkAsync(message, eventId, error.Reason, cancellationToken).ConfigureAwait(false);
            }

            LogFailure(Name, message.MessageId, error.Reason, null);
            return MessageOutcome.Failed(error.Reason) with { EventId = eventId };
        }

        return change is null ? new MessageOutcome(RecordResult.Skipped, skipped)
            : _handled is null ? await HandleChangeAsync(message, record, change, context, cancellationToken).ConfigureAwait(false)
            : await HandleOnceAsync(_handled, message, record, change, context, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<MessageOutcome> HandleChangeAsync(
        QueueMessage message, StreamRecord record, EntityChange change, InvocationContext context, CancellationToken cancellationToken)
    {
        try
        {
            var scope = _scopes.CreateAsyncScope();
            await using var _ = scope.ConfigureAwait(false);
            var queue = FunctionTelemetry.IsTraced ? message.QueueName : null;
            using var activity = Telemetry.StartHandling(message.MessageId, queue, record);
            var began = Telemetry.Now;
            var changeContext = new ChangeContext { Invocation = context, MessageId = message.MessageId, ReceiveCount = message.ReceiveCount };
            try
            {
                await _handler.HandleAsync(scope.ServiceProvider, change, changeContext, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                activity.Fail(exception, _exceptions);
                throw;
            }

            Telemetry.Took("handle", began);
            return new MessageOutcome(RecordResult.Handled) { EventId = change.EventId };
        }
        catch (Exception exception) when (change.OldFault is { } fault && ReferenceEquals(exception, fault))
        {
            // The handler asked for an item that cannot be read, and would each time.
            return await ParkAsync(message, change.EventId, fault.Message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var reason = ExceptionSummary.Of(exception);
            LogFailure(Name, message.MessageId, reason, _exceptions.ToLog(exception));
            return MessageOutcome.Failed(reason) with { EventId = change.EventId, Exception = exception };
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
        if (await TryParkMessageAsync(message, eventId, reason, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            LogFailure(Name, message.MessageId, failure, null);
            return MessageOutcome.Failed(failure) with { EventId = eventId };
        }

        return new MessageOutcome(RecordResult.Parked, reason) { EventId = eventId };
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} {RequestId}: {Messages} messages, {Handled} handled, {Skipped} skipped, 0 parked, 0 failed")]
    private partial void LogSuccess(string function, string requestId, int messages, int handled, int skipped);

    [LoggerMessage(4, LogLevel.Warning, "{Function} {RequestId}: {Messages} messages, {Handled} handled, {Skipped} skipped, {Parked} parked, {Failed} failed; first reason: {Reason}")]
    private partial void LogTrouble(string function, string requestId, int messages, int handled, int skipped, int parked, int failed, string reason);

    [LoggerMessage(5, LogLevel.Warning, "{Function} {RequestId}: the time ran out before {Untried} of {Messages} messages reached the handler. They are redelivered, which counts as a receive of each: set BatchSize of [ChangeQueue] to {Tried} or less, or increase its Parallelism, or TimeoutSeconds of [Fw24App]")]
    private partial void LogUntried(string function, string requestId, int untried, int messages, int tried);

    [LoggerMessage(2, LogLevel.Error, "{Function}: message {MessageId} failed: {Reason}")]
    private partial void LogFailure(string function, string messageId, string reason, Exception? exception);
}
