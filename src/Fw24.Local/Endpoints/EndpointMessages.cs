using System.Globalization;
using System.Text;
using Amazon.SQS.Model;
using Fw24.Functions.Queues;
using Fw24.Local.Messaging;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;
using MessageAttribute = Fw24.Local.Topics.MessageAttribute;

namespace Fw24.Local.Endpoints;

/// <summary>
/// What is known of the messages that a mapping received of an endpoint's queue, until they are deleted or dead-lettered.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="context">The cloud.</param>
internal sealed class EndpointMessages(QueueResource queue, LocalMessaging context)
{
    private readonly Dictionary<string, LocalMessage> _known = new(StringComparer.Ordinal);

    /// <summary>Notes that a message was received.</summary>
    public LocalMessage Receive(Message received)
    {
        if (!_known.TryGetValue(received.MessageId, out var message))
        {
            _known.Add(received.MessageId, message = MessageOf(received));
            context.Counters.Delivered++;
            context.Observation.Observer?.OnSent(queue.Name, message);
        }

        message.ReceiveCount = (int)(Number(received, "ApproximateReceiveCount") ?? message.ReceiveCount + 1);
        message.FirstReceivedAt ??= Time(received, "ApproximateFirstReceiveTimestamp") ?? context.Loop.Now;
        context.Counters.Redelivered += message.ReceiveCount > 1 ? 1 : 0;
        Hide(message, received.ReceiptHandle, queue.VisibilityTimeoutSeconds);
        return message;
    }

    /// <summary>Notes that a function has hidden a message for some time from now.</summary>
    public void Hide(HiddenMessage hidden)
    {
        if (_known.TryGetValue(hidden.MessageId, out var message) && message.Receipt?.Handle == hidden.ReceiptHandle)
        {
            Hide(message, hidden.ReceiptHandle, hidden.Seconds);
        }
    }

    /// <summary>Notes that a message is deleted.</summary>
    public void Delete(LocalMessage message)
    {
        _known.Remove(message.MessageId);
        message.State = MessageState.Gone;
        context.Loop.Cancel(message.Receipt!.Timeout!);
    }

    private void Hide(LocalMessage message, string handle, int seconds)
    {
        if (message.Receipt is { } before)
        {
            context.Loop.Cancel(before.Timeout!);
        }

        message.State = MessageState.InFlight;
        message.Receipt = new Receipt(handle, [message])
        {
            Timeout = context.Loop.At(context.Loop.Now.AddSeconds(seconds), EventKind.Housekeeping, () => Reappear(message)),
        };
    }

    // SQS tells nobody that it moves a message to the dead-letter queue, but by which rule it does.
    private void Reappear(LocalMessage message)
    {
        message.State = MessageState.Waiting;
        if (queue.DeadLetterQueue is { } deadLetters && message.ReceiveCount >= queue.MaxReceiveCount)
        {
            _known.Remove(message.MessageId);
            context.Counters.DeadLettered++;
            context.Observation.Observer?.OnDeadLettered(queue.Name, deadLetters, message);
        }
    }

    private LocalMessage MessageOf(Message message) => new()
    {
        MessageId = message.MessageId,
        Body = Encoding.UTF8.GetBytes(message.Body),
        Attributes = (message.MessageAttributes ?? []).ToDictionary(
            static attribute => attribute.Key,
            static attribute => new MessageAttribute(attribute.Value.DataType, attribute.Value.StringValue ?? "")),
        GroupId = Text(message, "MessageGroupId"),
        DeduplicationId = Text(message, "MessageDeduplicationId"),
        SequenceNumber = Text(message, "SequenceNumber"),
        SentAt = Time(message, "SentTimestamp") ?? context.Loop.Now,
        DeadLetterSource = Text(message, "DeadLetterQueueSourceArn"),
    };

    private static string? Text(Message message, string attribute) => message.Attributes?.GetValueOrDefault(attribute);

    private static long? Number(Message message, string attribute)
        => long.TryParse(Text(message, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Time(Message message, string attribute)
        => Number(message, attribute) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
