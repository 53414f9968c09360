namespace Fw24.Messages;

/// <summary>Publishes messages to the table's topic. One call is one request.</summary>
/// <remarks>
/// A stream processor makes up to four concurrent calls. No two of them hold messages of the same group, and the next message of a group is
/// passed only after the previous one is known to be published.
/// </remarks>
public interface IChangePublisher
{
    /// <summary>
    /// Publishes at most 10 messages, no two of the same group, whose sizes add up to at most
    /// <see cref="StreamEnabledAttribute.MaxMessageBytes"/> (SNS PublishBatch).
    /// </summary>
    /// <param name="messages">The messages. The list and its bytes are borrowed until the task ends.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation times out.</param>
    /// <returns>The messages that were not published; those with a sender fault are parked. After an exception, all outcomes are unknown.</returns>
    ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken);
}
