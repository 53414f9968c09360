namespace Fw24.Operations.Runs;

/// <summary>One run: receives messages, and processes those that are selected.</summary>
/// <param name="held">The messages that the run has.</param>
/// <param name="journal">The journal.</param>
/// <param name="process">Replays or drops a message.</param>
internal sealed class FailureRun(
    HeldMessages held,
    ReplayJournal journal,
    Func<FailureMessage, CancellationToken, ValueTask<(FailureResult Result, string? Reason)>> process)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    /// <summary>Receives the outcome of each message.</summary>
    public Action<FailureOutcome>? OnOutcome { get; init; }

    /// <summary>The number of lanes at the same time.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>The rate; <see langword="null"/> for none.</summary>
    public Pace? Pace { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="queues">The queues.</param>
    /// <param name="filter">The messages.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task RunAsync(IReadOnlyList<FailureQueue> queues, FailureFilter filter, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        try
        {
            while (await held.ReceiveAsync(queues, filter, cancellationToken).ConfigureAwait(false) is { Count: > 0 } messages)
            {
                journal.Expect(messages);
                await Parallel.ForEachAsync(Lane.Of(messages), options, ProcessAsync).ConfigureAwait(false);

                // Those of a group that follow what was deleted. Another queue has shown everything, and may have got what was
                // parked again.
                queues = [.. queues.Where(static queue => queue.IsFifo)];
            }
        }
        finally
        {
            await held.ReleaseAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask ProcessAsync(Lane lane, CancellationToken cancellationToken)
    {
        foreach (var message in lane.Messages)
        {
            var entry = await ProcessAsync(message, lane.Key, cancellationToken).ConfigureAwait(false);
            Tell(message, entry);
        }
    }

    private async ValueTask<JournalEntry> ProcessAsync(FailureMessage message, string lane, CancellationToken cancellationToken)
    {
        var entry = journal.Find(message.MessageId)!;
        if (!entry.CanBeDeleted)
        {
            if (HasFailed(lane))
            {
                return entry with { Reason = "an earlier message of its item was not handled" };
            }

            await (Pace?.WaitAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            await held.RenewAsync(cancellationToken).ConfigureAwait(false);
            var (result, reason) = await process(message, cancellationToken).ConfigureAwait(false);
            entry = journal.Record(message.MessageId, message.Queue.Name, result, reason);
        }

        if (!entry.CanBeDeleted)
        {
            Fail(lane, entry.Result);
            return entry;
        }

        return await held.DeleteAsync(message, cancellationToken).ConfigureAwait(false) ? journal.RecordDeletion(entry) : entry;
    }

    private bool HasFailed(string lane)
    {
        lock (_lock)
        {
            return _failed.Contains(lane);
        }
    }

    // A message that was refused is not of this item.
    private void Fail(string lane, FailureResult result)
    {
        if (result is not FailureResult.Refused)
        {
            lock (_lock)
            {
                _failed.Add(lane);
            }
        }
    }

    private void Tell(FailureMessage message, JournalEntry entry)
    {
        lock (_lock)
        {
            OnOutcome?.Invoke(new FailureOutcome(
                message.MessageId,
                message.Queue.Name,
                message.Content.Function,
                message.Content.Item,
                entry.Result,
                entry.Reason,
                entry.IsDeleted));
        }
    }
}
