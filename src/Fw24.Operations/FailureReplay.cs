using Amazon.Runtime;
using Fw24.Diagnostics;
using Fw24.Operations.Runs;
using Fw24.Replay;

namespace Fw24.Operations;

/// <summary>
/// Replays messages that functions gave up on, or drops them. A message is deleted only when its result is stored in the journal,
/// and the messages of an
/// item are replayed one after another, in the order of its changes; when one of them fails, the later ones are left.
/// </summary>
/// <remarks>
/// A run takes the selected messages out of the queues first, up to <see cref="MaxMessages"/>, and hides the others until it
/// ends: a queue that is not FIFO returns
/// messages in any order. A process that ends in between loses nothing: the messages are visible again after <see
/// cref="HideFor"/>.
/// </remarks>
public sealed class FailureReplay
{
    private readonly IFailureQueues _queues;
    private readonly Func<FailureMessage, CancellationToken, ValueTask<ReplayOutcome>>? _replay;
    private readonly Replayer? _replayer;
    private readonly ReplayJournal _journal;
    private readonly TimeProvider _time;

    /// <summary>Creates a replay.</summary>
    /// <param name="queues">The queues.</param>
    /// <param name="replayer">
    /// Runs the messages through the functions. If it checks senders, it gets those of the messages.
    /// </param>
    /// <param name="journal">The journal.</param>
    /// <param name="time">The clock; <see langword="null"/> for the system's.</param>
    public FailureReplay(IFailureQueues queues, Replayer replayer, ReplayJournal journal, TimeProvider? time = null)
        : this(queues, (message, cancellationToken) => ReplayAsync(replayer, message, cancellationToken), journal, time)
    {
        ArgumentNullException.ThrowIfNull(replayer);
        _replayer = replayer;
    }

    /// <summary>Creates a replay whose messages are only dropped.</summary>
    /// <param name="queues">The queues.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="time">The clock; <see langword="null"/> for the system's.</param>
    public FailureReplay(IFailureQueues queues, ReplayJournal journal, TimeProvider? time = null)
        : this(queues, replay: null, journal, time)
    {
    }

    internal FailureReplay(
        IFailureQueues queues,
        Func<FailureMessage, CancellationToken, ValueTask<ReplayOutcome>>? replay,
        ReplayJournal journal,
        TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(journal);
        (_queues, _replay, _journal, _time) = (queues, replay, journal, time ?? TimeProvider.System);
    }

    /// <summary>The number of messages per second at most; <see langword="null"/> for as many as possible.</summary>
    public double? MessagesPerSecond
    {
        get;
        init => field = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A rate must be greater than 0.");
    }

    /// <summary>The number of items whose messages are replayed at the same time. Default: 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>
    /// The time for which messages are hidden, and after which they are visible again if this process ends. A run that takes
    /// longer hides them again in time.
    /// Default: 15 minutes; at most 12 hours.
    /// </summary>
    public TimeSpan HideFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The number of messages that a run has at most at a time; their bodies have 256 MiB at most. Another run takes the others.
    /// Default: 10,000.
    /// </summary>
    public int MaxMessages { get; init; } = 10_000;

    /// <summary>Replays messages.</summary>
    /// <param name="queues">The queues that may have them.</param>
    /// <param name="filter">The messages.</param>
    /// <param name="onOutcome">
    /// Receives the outcome of each message, one at a time; <see langword="null"/> if nobody is interested.
    /// </param>
    /// <param name="cancellationToken">Ends the run; the messages that it still has are released.</param>
    /// <returns>The results of all messages of the journal.</returns>
    /// <exception cref="InvalidOperationException">There is no <see cref="Replayer"/>.</exception>
    /// <exception cref="AmazonServiceException">A queue could not be read.</exception>
    public Task<ReplaySummary> ReplayAsync(
        IEnumerable<FailureQueue> queues,
        FailureFilter filter,
        Action<FailureOutcome>? onOutcome = null,
        CancellationToken cancellationToken = default)
    {
        var replay = _replay ?? throw NoReplayer();
        return RunAsync(
            queues,
            filter,
            (message, cancelled) => ResultOfAsync(() => replay(message, cancelled), cancelled),
            onOutcome,
            cancellationToken);
    }

    /// <summary>Deletes messages without replaying them. The journal keeps the reason.</summary>
    /// <param name="queues">The queues that may have them.</param>
    /// <param name="filter">The messages.</param>
    /// <param name="because">The reason, for the journal.</param>
    /// <param name="onOutcome">
    /// Receives the outcome of each message, one at a time; <see langword="null"/> if nobody is interested.
    /// </param>
    /// <param name="cancellationToken">Ends the run; the messages that it still has are released.</param>
    /// <returns>The results of all messages of the journal.</returns>
    /// <exception cref="AmazonServiceException">A queue could not be read.</exception>
    public Task<ReplaySummary> DropAsync(
        IEnumerable<FailureQueue> queues,
        FailureFilter filter,
        string because,
        Action<FailureOutcome>? onOutcome = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(because);
        var dropped = (FailureResult.Dropped, (string?)because);
        return RunAsync(queues, filter, (_, _) => ValueTask.FromResult(dropped), onOutcome, cancellationToken);
    }

    /// <summary>Replays a range of a stream, unless the journal says that it is done.</summary>
    /// <param name="range">The range.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>The outcome, whose id names the range. No message is deleted.</returns>
    public ValueTask<FailureOutcome> ReplayStreamAsync(StreamRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var replayer = _replayer ?? throw NoReplayer();
        return ReplayNamedAsync(
            $"{range.ShardId}:{range.StartSequenceNumber}-{range.EndSequenceNumber}",
            () => replayer.ReplayStreamAsync(range, cancellationToken),
            cancellationToken);
    }

    /// <summary>Replays an object with records that a stream gave up on, unless the journal says that it is done.</summary>
    /// <param name="reference">The object's place, such as <c>s3://bucket/aws/lambda/…</c>.</param>
    /// <param name="content">The object's content.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>The outcome, whose id is the object's place. Nothing is deleted.</returns>
    public ValueTask<FailureOutcome> ReplayObjectAsync(
        string reference, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        var replayer = _replayer ?? throw NoReplayer();
        return ReplayNamedAsync(
            reference,
            () => replayer.ReplayParkedAsync(content, cancellationToken),
            cancellationToken);
    }

    private static ValueTask<ReplayOutcome> ReplayAsync(Replayer replayer, FailureMessage message, CancellationToken cancellationToken)
        => message.Queue is { Kind: FailureQueueKind.DeadLetter, Function: { } function }
            ? replayer.ReplayMessageAsync(function, message.Body, cancellationToken)
            : replayer.Sender is null ? replayer.ReplayParkedAsync(message.Body, cancellationToken)
            : replayer.ReplayParkedAsync(message.Body, message.SenderId ?? "", cancellationToken);

    private static InvalidOperationException NoReplayer() => new($"Without a {nameof(Replayer)}, messages are only dropped.");

    private async Task<ReplaySummary> RunAsync(
        IEnumerable<FailureQueue> queues,
        FailureFilter filter,
        Func<FailureMessage, CancellationToken, ValueTask<(FailureResult Result, string? Reason)>> process,
        Action<FailureOutcome>? onOutcome,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(filter);
        var run = new FailureRun(new HeldMessages(_queues, HideFor, MaxMessages, _time), _journal, process)
        {
            OnOutcome = onOutcome,
            Parallelism = Parallelism,
            Pace = MessagesPerSecond is { } rate ? new Pace(rate, _time) : null,
        };
        await run.RunAsync([.. queues], filter, cancellationToken).ConfigureAwait(false);
        return _journal.Summarize();
    }

    private async ValueTask<FailureOutcome> ReplayNamedAsync(
        string id, Func<ValueTask<ReplayOutcome>> replay, CancellationToken cancellationToken)
    {
        if (_journal.Find(id) is not { CanBeDeleted: true } entry)
        {
            var (result, reason) = await ResultOfAsync(replay, cancellationToken).ConfigureAwait(false);
            entry = _journal.Record(id, null, result, reason);
        }

        return new FailureOutcome(id, null, null, null, entry.Result, entry.Reason, IsDeleted: false);
    }

    private static async ValueTask<(FailureResult Result, string? Reason)> ResultOfAsync(
        Func<ValueTask<ReplayOutcome>> replay, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await replay().ConfigureAwait(false);
            return (ResultOf(outcome), outcome.Succeeded ? null : outcome.FirstReason ?? "there was no record");
        }
        catch (InvalidOperationException exception)
        {
            // Of the replayer itself, which knows no item's value: a function's exceptions are outcomes.
            return (FailureResult.Failed, exception.Message);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            return (FailureResult.Failed, ExceptionSummary.Of(exception));
        }
    }

    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => exception is ItemFormatException or AmazonServiceException or AmazonClientException or HttpRequestException or IOException,
    };

    private static FailureResult ResultOf(ReplayOutcome outcome)
    {
        if (outcome.CanBeDeleted)
        {
            return outcome.Outcomes.Any(static record => record.Result is RecordResult.Parked) ? FailureResult.Parked
                : outcome.Outcomes.Any(static record => record.Result is RecordResult.Handled) ? FailureResult.Handled
                : FailureResult.Skipped;
        }

        return outcome.Outcomes.Any(static record => record.Result is RecordResult.Failed) || outcome.Records == 0 ? FailureResult.Failed
            : outcome.Outcomes.Any(static record => record.Result is RecordResult.Refused) ? FailureResult.Refused
            : FailureResult.Unknown;
    }
}
