using Fw24.Operations;
using Fw24.Operations.Runs;

namespace Fw24.Tool.Failures;

/// <summary>Looks at messages: receives them, and releases them at once.</summary>
internal static class FailureListing
{
    // Long enough to receive thousands; if this process ends, they are visible again soon.
    private static readonly TimeSpan s_hideFor = TimeSpan.FromSeconds(60);

    /// <summary>Reads the visible messages of queues.</summary>
    /// <param name="queues">The queues.</param>
    /// <param name="filter">The messages.</param>
    /// <param name="max">The number of messages at most.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static async Task<List<FailureMessage>> ReadAsync(
        IFailureQueues queues, FailureFilter filter, int max, TimeProvider time, CancellationToken cancellationToken)
    {
        var held = new HeldMessages(queues, s_hideFor, max, time);
        try
        {
            return await held.ReceiveAsync(queues.Queues, filter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await held.ReleaseAsync().ConfigureAwait(false);
        }
    }
}
