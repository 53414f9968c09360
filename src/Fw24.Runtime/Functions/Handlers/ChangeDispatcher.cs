using Fw24.Changes.Marks;
using Fw24.Diagnostics;
using Fw24.Functions.Handlers.Idempotency;
using Fw24.Functions.Queues;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Tables;
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
    private readonly IMessageVisibility? _visibility;
    private readonly RetryDelay? _delay;

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
        IdempotencyTable? handled = null,
        IMessageVisibility? visibility = null)
        : base(handler.Name, "handled", parking, time, logger)
    {
        _own = own ?? new OwnTable(app, table);
        _exceptions = exceptions ?? ExceptionLogging.Withheld;
        (_handler, _table, _scopes, _claims, _handled) = (handler, table, scopes, claims, handled);
        _watched = new WatchedAttributes(handler);
        _visibility = visibility;
        _delay = handler.Queue.RetryDelaySeconds > 0 ? new RetryDelay(handler.Queue) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ItemFormatException">The payload is not an SQS event.</exception>
    protected override HandlerBatchContext Read(ReadOnlyMemory<byte> payload, InvocationContext invocation)
        => new(QueueBatch.Read(payload), invocation, Telemetry);

    /// <inheritdoc/>
    protected override async ValueTask WorkAsync(HandlerBatchContext run, CancellationToken cancellationToken)
    {
        var work = _handler.HandlesBatches ? HandleTogetherAsync(HandlingOrder.Of(run.Messages), run, cancellationToken)
            : _handler.Queue.Parallelism == 1 || run.Messages.Count == 1
                ? HandleInTurnAsync(HandlingOrder.Of(run.Messages), run, cancellationToken)
                : HandleSideBySideAsync(HandlingOrder.LanesOf(run.Messages), run, cancellationToken);
        await work.ConfigureAwait(false);
        await DelayRetriesAsync(run, cancellationToken).ConfigureAwait(false);
    }

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
            var received = await ReceiveAsync(messages[i], run, cancellationToken).ConfigureAwait(false);
            var outcome = received.Change is null
                ? received.Outcome
                : await HandleChangeAsync(received, received.Change, run.Invocation, cancellationToken).ConfigureAwait(false);
            await SettleAsync(received, outcome, cancellationToken).ConfigureAwait(false);
            run.Add(received.Message, outcome);
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

    // Reads a message's change and claims it, unless its turn has not come.
    private async ValueTask<ReceivedChange> ReceiveAsync(QueueMessage message, HandlerBatchContext run, CancellationToken cancellationToken)
    {
        var received = run.Blocks(message) ? new ReceivedChange { Message = message, Outcome = MessageOutcome.Blocked }
            : cancellationToken.IsCancellationRequested ? new ReceivedChange { Message = message, Outcome = MessageOutcome.Untried }
            : await ReadAsync(message, cancellationToken).ConfigureAwait(false);
        return received.Change is null || _handled is null
            ? received
            : await ClaimAsync(_handled, received, received.Change, run, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ReceivedChange> ReadAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var received = new ReceivedChange { Message = message };
        string? eventId = null;
        if (message.Fault is not null)
        {
            return received.As(await ParkAsync(message, eventId, message.Fault, cancellationToken).ConfigureAwait(false));
        }

        try
        {
            var body = await ClaimedBody.ResolveAsync(message.Body, _table.Name, _claims, cancellationToken).ConfigureAwait(false);
            var record = ChangeEnvelope.Read(body, _own);
            return Decode(record, ref eventId, out var skipped) is { } change
                ? new ReceivedChange { Message = message, Record = record, Change = change }
                : received.As(new MessageOutcome(RecordResult.Skipped, skipped));
        }
        catch (Exception exception)
        {
            var error = ProcessingError.Of(exception);
            if (error.IsPermanent)
            {
                return received.As(await ParkAsync(message, eventId, error.Reason, cancellationToken).ConfigureAwait(false));
            }

            LogFailure(Name, message.MessageId, error.Reason, null);
            return received.As(MessageOutcome.Failed(error.Reason) with { EventId = eventId });
        }
    }

    private async ValueTask<MessageOutcome> HandleChangeAsync(
        ReceivedChange received, EntityChange change, InvocationContext context, CancellationToken cancellationToken)
    {
        try
        {
            var scope = _scopes.CreateAsyncScope();
            await using var _ = scope.ConfigureAwait(false);
            var queue = FunctionTelemetry.IsTraced ? received.Message.QueueName : null;
            var writer = FunctionTelemetry.WriterOf(_handler.Entity, received.Record);
            using var activity = Telemetry.StartHandling(received.Message.MessageId, queue, received.Record, writer);
            var began = Telemetry.Now;
            AmbientActor.Current = ActorOf(change);
            try
            {
                var changeContext = ContextOf(received.Message, context);
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
        catch (Exception exception)
        {
            return await FailAsync(received.Message, change, exception, exception, cancellationToken).ConfigureAwait(false);
        }
    }

    // The actor of the handler's writes, if it names one.
    private string? ActorOf(EntityChange? change) => _handler.ActAs is not { } actor ? null
        : actor.OnBehalf && change?.Actor is { Length: > 0 } author ? author
        : actor.Actor ?? _handler.Name;

    private static ChangeContext ContextOf(in QueueMessage message, InvocationContext invocation)
        => new() { Invocation = invocation, MessageId = message.MessageId, ReceiveCount = message.ReceiveCount };

    /// <summary>Returns the outcome of a message on which the handler failed.</summary>
    /// <param name="message">The message.</param>
    /// <param name="change">Its change.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="logged">The exception, unless it was logged with another message.</param>
    /// <param name="cancellationToken">Cancelled when it is time to answer.</param>
    private async ValueTask<MessageOutcome> FailAsync(
        QueueMessage message, EntityChange change, Exception exception, Exception? logged, CancellationToken cancellationToken)
    {
        if (change.OldFault is { } fault && ReferenceEquals(exception, fault))
        {
            // The handler asked for an item that cannot be read, and would each time.
            return await ParkAsync(message, change.EventId, fault.Message, cancellationToken).ConfigureAwait(false);
        }

        var reason = ExceptionSummary.Of(exception);
        LogFailure(Name, message.MessageId, reason, logged is null ? null : _exceptions.ToLog(logged));
        return MessageOutcome.Failed(reason) with { EventId = change.EventId, Exception = exception };
    }

    /// <summary>Decodes a message's change.</summary>
    /// <returns>The change; <see langword="null"/> when the handler does not receive it, with the reason in <paramref name="skipped"/>.</returns>
    private EntityChange? Decode(in StreamRecord record, ref string? eventId, out string? skipped)
    {
        var isBackfill = record.Origin is ChangeOrigin.Backfill;
        skipped = _table.EntityOf(record) != _handler.Entity ? "the row is not of the handler's entity"
            : isBackfill && BackfillMark.In(record.NewImage)?.Handler != _handler.Name ? "the backfill is not for this handler"
            : !_handler.Operations.HasFlag(isBackfill ? ChangeOperations.Insert : record.Operation)
                ? "the handler does not handle this operation"
            : _handler.Entity.IsDeleteStamp(record) ? "an actor is about to delete the item, and nothing else changed"
            : isBackfill ? null
            : _handler.Entity.IsOwnOnly(record) ? "the write stored its reason or the mark of a backfill, and nothing else changed"
            : !_watched.Changed(record) ? "no attribute of the handler's [OnChange] changed"
            : null;
        if (skipped is not null)
        {
            return null;
        }

        var header = _handler.Entity.HeaderOf(record);
        eventId = header.EventId;
        return _handler.Decode(header, isBackfill ? record with { Operation = ChangeOperations.Insert, OldImage = default } : record);
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
