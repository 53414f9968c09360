using Fw24.Functions.Queues;
using Fw24.Local.Messaging;

namespace Fw24.Local.Queues;

/// <content>The queue as functions and mappings call it.</content>
public sealed partial class LocalQueue : IMessageQueue
{
    ValueTask IMessageQueue.SendAsync(ReadOnlyMemory<byte> body, string? reason, CancellationToken cancellationToken)
    {
        lock (_context.Loop.Gate)
        {
            var id = Send(body);
            if (reason is not null)
            {
                Explain(id, reason);
            }
        }

        return ValueTask.CompletedTask;
    }

    ValueTask IMessageQueue.HideAsync(IReadOnlyList<HiddenMessage> messages, CancellationToken cancellationToken)
    {
        lock (_context.Loop.Gate)
        {
            foreach (var message in messages)
            {
                ChangeVisibility(message.MessageId, message.ReceiptHandle, message.Seconds);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Takes over a message of an earlier run, with its id and its age.</summary>
    internal void Restore(LocalMessage kept)
    {
        lock (_context.Loop.Gate)
        {
            var message = new LocalMessage
            {
                MessageId = kept.MessageId,
                Body = kept.Body,
                Attributes = kept.Attributes,
                GroupId = kept.GroupId,
                DeduplicationId = kept.DeduplicationId,
                SequenceNumber = Fifo ? Number(_order) : null,
                SentAt = kept.SentAt,
                DeadLetterSource = kept.DeadLetterSource,
                Reason = kept.Reason,
                Order = _order,
            };
            Add(message, delaySeconds: 0);
        }
    }

    // Records why a message was sent.
    private void Explain(string messageId, string reason)
    {
        for (var place = _messages.Last; place is not null; place = place.Previous)
        {
            if (place.Value.MessageId == messageId)
            {
                place.Value.Reason = reason;
                return;
            }
        }
    }
}
