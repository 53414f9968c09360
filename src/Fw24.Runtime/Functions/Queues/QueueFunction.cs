using System.Diagnostics;
using Fw24.Messages;
using Microsoft.Extensions.Logging;

namespace Fw24.Functions.Queues;

/// <summary>A function that receives its batches from an SQS queue.</summary>
/// <typeparam name="TBatch">The state of one invocation.</typeparam>
/// <param name="name">The function's name within the app.</param>
/// <param name="processed">The outcome of a processed message, as metrics name it: one lower case word.</param>
/// <param name="parking">The destination of messages that can never be processed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal abstract partial class QueueFunction<TBatch>(string name, string processed, IParkingQueue parking, TimeProvider time, ILogger logger)
    : BatchFunction<TBatch, QueueMessage>(name, processed, parking, time, logger)
    where TBatch : BatchContext, IQueueBatch
{
    /// <inheritdoc/>
    protected sealed override void Describe(Activity activity, TBatch run)
        => activity
            .SetTag("faas.trigger", "pubsub")
            .SetTag("messaging.system", MessagingTags.Sqs)
            .SetTag("messaging.operation.name", "process")
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", run.Messages.Count > 0 ? run.Messages[0].QueueName : null)
            .SetTag("messaging.batch.message_count", run.Messages.Count);

    /// <inheritdoc/>
    protected sealed override byte[] ContentOf(in QueueMessage message) => message.Content.ToArray();

    /// <summary>Parks a message that can never be processed, and logs that. Never throws.</summary>
    /// <param name="message">The message.</param>
    /// <param name="eventId">The change's event id, if it could be read.</param>
    /// <param name="reason">The reason, without item values.</param>
    /// <param name="cancellationToken">Cancelled when it is time to answer.</param>
    /// <returns><see langword="null"/> if the message is parked; otherwise the reason that it is not, because of which it fails.</returns>
    protected async ValueTask<string?> TryParkMessageAsync(QueueMessage message, string? eventId, string reason, CancellationToken cancellationToken)
    {
        var failure = await TryParkAsync(message, eventId, reason, cancellationToken).ConfigureAwait(false);
        if (failure is null)
        {
            LogParked(Name, message.MessageId, reason);
        }

        return failure;
    }

    [LoggerMessage(3, LogLevel.Warning, "{Function}: message {MessageId} parked: {Reason}")]
    private partial void LogParked(string function, string messageId, string reason);
}
