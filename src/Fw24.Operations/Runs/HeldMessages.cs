using Amazon.Runtime;

namespace Fw24.Operations.Runs;

/// <summary>The messages that a run has received and not deleted: hidden in their queues until the run ends.</summary>
/// <param name="queues">The queues.</param>
/// <param name="hideFor">The time for which they are hidden.</param>
/// <param name="max">The number of messages at most.</param>
/// <param name="time">The clock.</param>
internal sealed class HeldMessages(IFailureQueues queues, TimeSpan hideFor, int max, TimeProvider time)
{
    // SQS returns at most ten messages a call.
    private const int BatchSize = 10;
    private const long MaxBytes = 256L << 20;

    private readonly Dictionary<string, FailureMessage> _held = new(StringComparer.Ordinal);
    private long _bytes;
    private long _hiddenAt;

    /// <summary>Receives what some queues have, apart from what was received before.</summary>
    /// <param name="some">The queues.</param>
    /// <param name="filter">The messages that are wanted; the bodies of others are not kept.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The wanted messages.</returns>
    public async Task<List<FailureMessage>> ReceiveAsync(
        IEnumerable<FailureQueue> some, FailureFilter filter, CancellationToken cancellationToken)
    {
        List<FailureMessage> wanted = [];
        _hiddenAt = _held.Count == 0 ? time.GetUtcNow().UtcTicks : _hiddenAt;
        foreach (var queue in some)
        {
            var isEmpty = false;
            while (!isEmpty && _held.Count < max && _bytes < MaxBytes && !filter.IsSatisfiedBy(_held))
            {
                var count = Math.Min(BatchSize, max - _held.Count);
                var batch = await queues.ReceiveAsync(queue, count, hideFor, cancellationToken).ConfigureAwait(false);
                isEmpty = !Hold(batch, filter, wanted);
            }
        }

        return wanted;
    }

    /// <summary>Hides the messages again if half of the time has passed.</summary>
    public async ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        // One of the lanes does it; for the others, half of the time is left.
        var (since, now) = (Volatile.Read(ref _hiddenAt), time.GetUtcNow().UtcTicks);
        if (now - since < hideFor.Ticks / 2 || Interlocked.CompareExchange(ref _hiddenAt, now, since) != since)
        {
            return;
        }

        foreach (var message in Snapshot())
        {
            await queues.HideAsync(message, hideFor, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a message.</summary>
    /// <returns><see langword="false"/> if the queue refused, because another receiver has it, for example.</returns>
    public async ValueTask<bool> DeleteAsync(FailureMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await queues.DeleteAsync(Latest(message), cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException)
        {
            return false;
        }

        lock (_held)
        {
            _bytes -= message.Body.Length;
            return _held.Remove(message.MessageId);
        }
    }

    /// <summary>Releases the messages, those of a group in order.</summary>
    public async ValueTask ReleaseAsync()
    {
        try
        {
            foreach (var message in Snapshot())
            {
                await queues.ReleaseAsync(message).ConfigureAwait(false);
            }
        }
        catch (AmazonServiceException)
        {
            // They are visible again when their time ends.
        }
    }

    // Indicates whether any of the batch is new: a message that is received again has a new handle.
    private bool Hold(IReadOnlyList<FailureMessage> batch, FailureFilter filter, List<FailureMessage> wanted)
    {
        var isAnyNew = false;
        foreach (var message in batch)
        {
            var isWanted = filter.Selects(message);
            if (!_held.ContainsKey(message.MessageId))
            {
                isAnyNew = true;
                _bytes += isWanted ? message.Body.Length : 0;
                wanted.AddRange(isWanted ? [message] : []);
            }

            _held[message.MessageId] = isWanted ? message : message.WithoutBody();
        }

        return isAnyNew;
    }

    private FailureMessage Latest(FailureMessage message)
    {
        lock (_held)
        {
            return _held.GetValueOrDefault(message.MessageId, message);
        }
    }

    private List<FailureMessage> Snapshot()
    {
        lock (_held)
        {
            return [.. _held.Values];
        }
    }
}
