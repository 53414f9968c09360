namespace Fw24.Messages;

/// <summary>Publishes messages to the table's topic. One call is one request.</summary>
/// <remarks>
/// A stream processor has up to four calls under way at a time. No two of them hold messages of one group, and a group's next message is
/// handed over only once the one before it is known to be published.
/// </remarks>
public interface IChangePublisher
{
    /// <summary>Publishes at most 10 messages of at most 262,144 bytes in all, no two of one group (SNS PublishBatch).</summary>
    /// <param name="messages">The messages. The list and its bytes are borrowed until the task ends.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>The messages that were not published; one that the sender is to blame for is parked. An exception means: nothing is known of any of them.</returns>
    ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken);
}
