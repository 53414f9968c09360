namespace Fw24.Operations.Runs;

/// <summary>Looks at messages: receives them, and releases them at once.</summary>
internal static class FailureListing
{
    // Long enough to receive thousands; if this process ends, they are visible again soon.
    private static readonly TimeSpan s_hideFor = TimeSpan.FromSeconds(60);

    /// <summary>Reads the visible messages of all queues.</summary>
    /// <param name="queues">The queues.</param>
    /// <param name="max">The number of messages of each queue at most.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static async Task<List<FailureMessage>> ReadAsync(
        IFailureQueues queues, int max, TimeProvider time, CancellationToken cancellationToken)
    {
        // Side by side, because a queue without messages takes a second.
        var read = queues.Queues.Select(queue => ReadAsync(queues, [queue], FailureFilter.All, max, time, cancellationToken));
        return [.. (await Task.WhenAll(read).ConfigureAwait(false)).SelectMany(static messages => messages)];
    }

    /// <summary>Finds a visible message.</summary>
    /// <param name="queues">The queues, one of which may have it.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The message; <see langword="null"/> if there is none.</returns>
    public static async Task<FailureMessage?> FindAsync(
        IFailureQueues queues, string id, TimeProvider time, CancellationToken cancellationToken)
    {
        var filter = new FailureFilter { MessageIds = [id] };
        var found = await ReadAsync(queues, queues.Queues, filter, int.MaxValue, time, cancellationToken).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    private static async Task<List<FailureMessage>> ReadAsync(
        IFailureQueues queues,
        IReadOnlyList<FailureQueue> some,
        FailureFilter filter,
        int max,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var held = new HeldMessages(queues, s_hideFor, max, time);
        try
        {
            return await held.ReceiveAsync(some, filter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await held.ReleaseAsync().ConfigureAwait(false);
        }
    }
}
