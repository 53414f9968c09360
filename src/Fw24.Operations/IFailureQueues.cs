namespace Fw24.Operations;

/// <summary>The queues in which an app keeps what its functions gave up on.</summary>
/// <remarks>
/// Listing receives: SQS cannot show a message without hiding it for a while and counting the receipt. An on-failure queue moves
/// a message to the
/// parking queue when it was received ten times.
/// </remarks>
public interface IFailureQueues
{
    /// <summary>The queues: the parking queue first, then those of the functions.</summary>
    IReadOnlyList<FailureQueue> Queues { get; }

    /// <summary>Returns the approximate number of messages, hidden ones included.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<int> CountAsync(FailureQueue queue, CancellationToken cancellationToken = default);

    /// <summary>Receives some messages, which are then hidden from other receivers.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="max">The number of messages at most: 1 to 10.</param>
    /// <param name="hideFor">The time after which they are visible again, unless they are deleted: up to 12 hours.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The messages; none if no message is visible. A FIFO queue returns those of a group in order.</returns>
    ValueTask<IReadOnlyList<FailureMessage>> ReceiveAsync(
        FailureQueue queue, int max, TimeSpan hideFor, CancellationToken cancellationToken = default);

    /// <summary>Hides a received message for another time from now on, or shows it again.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hideFor">The time; <see cref="TimeSpan.Zero"/> to make it visible at once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// A task that completes when that is done. A message that is no longer hidden by this receipt stays as it is.
    /// </returns>
    ValueTask HideAsync(FailureMessage message, TimeSpan hideFor, CancellationToken cancellationToken = default);

    /// <summary>Makes a received message visible again.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask ReleaseAsync(FailureMessage message, CancellationToken cancellationToken = default)
        => HideAsync(message, TimeSpan.Zero, cancellationToken);

    /// <summary>Deletes a received message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask DeleteAsync(FailureMessage message, CancellationToken cancellationToken = default);
}
