using System.Globalization;
using System.Text;
using Fw24.Local.Messaging;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;
using Fw24.Local.Topics;

namespace Fw24.Local.Queues;

/// <summary>A queue, standard or FIFO.</summary>
public sealed partial class LocalQueue
{
    /// <summary>The maximum size of a message with its attributes: 1 MiB (SQS, "Message quotas").</summary>
    public const int MaxMessageBytes = 1_048_576;

    /// <summary>The maximum number of message attributes (SQS, "Message quotas").</summary>
    public const int MaxAttributes = 10;

    private static readonly UInt128 s_firstSequenceNumber = UInt128.Parse("18849496460467696128", CultureInfo.InvariantCulture);
    private static readonly IReadOnlyDictionary<string, MessageAttribute> s_noAttributes = new Dictionary<string, MessageAttribute>();

    private readonly QueueResource _resource;
    private readonly LocalMessaging _context;
    private readonly LocalQueue? _deadLetters;
    private readonly LinkedList<LocalMessage> _messages = new();
    private readonly Queue<LocalMessage> _visible = new();
    private readonly Dictionary<string, MessageGroup> _groups = new(StringComparer.Ordinal);
    private readonly Queue<MessageGroup> _line = new();
    private readonly DeduplicationWindow _seen = new();
    private Action? _consumer;
    private long _order;

    internal LocalQueue(QueueResource resource, string arn, LocalMessaging context, LocalQueue? deadLetters)
    {
        _resource = resource;
        _context = context;
        _deadLetters = deadLetters;
        Arn = arn;
    }

    /// <summary>The queue's name.</summary>
    public string Name => _resource.Name;

    /// <summary>The queue's ARN.</summary>
    public string Arn { get; }

    /// <summary>Indicates whether the queue is FIFO.</summary>
    public bool Fifo => _resource.Fifo;

    /// <summary>The number of messages in the queue, including those in flight.</summary>
    public int Count
    {
        get
        {
            lock (_context.Loop.Gate)
            {
                DropExpired();
                return _messages.Count;
            }
        }
    }

    /// <summary>The messages in the queue, including those in flight, in the order of their arrival.</summary>
    public IReadOnlyList<LocalMessage> Messages
    {
        get
        {
            lock (_context.Loop.Gate)
            {
                DropExpired();
                return [.. _messages];
            }
        }
    }

    /// <summary>Sends a message (SendMessage).</summary>
    /// <param name="body">The body in UTF-8.</param>
    /// <param name="attributes">The message attributes.</param>
    /// <param name="groupId">The message group. Required by a FIFO queue; it implies no order in a standard one.</param>
    /// <param name="deduplicationId">The deduplication id (FIFO).</param>
    /// <returns>The message's id; for a duplicate within 5 minutes, the first message's.</returns>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">SQS would reject the message.</exception>
    public string Send(
        ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, MessageAttribute>? attributes = null, string? groupId = null, string? deduplicationId = null)
        => Accept(new TopicMessage { Id = "", Body = body, Attributes = attributes ?? s_noAttributes, GroupId = groupId, DeduplicationId = deduplicationId });

    /// <summary>Sends a message (SendMessage).</summary>
    /// <param name="body">The body.</param>
    /// <param name="groupId">The message group. Required by a FIFO queue; it implies no order in a standard one.</param>
    /// <param name="deduplicationId">The deduplication id (FIFO).</param>
    /// <returns>The message's id; for a duplicate within 5 minutes, the first message's.</returns>
    public string Send(string body, string? groupId = null, string? deduplicationId = null)
        => Send(Encoding.UTF8.GetBytes(body), null, groupId, deduplicationId);

    /// <summary>Receives messages (ReceiveMessage). They are hidden until their visibility timeout ends or they are deleted.</summary>
    /// <param name="max">The maximum number of messages.</param>
    /// <returns>The messages; empty if none can be received now.</returns>
    public IReadOnlyList<LocalMessage> Receive(int max = 10)
    {
        lock (_context.Loop.Gate)
        {
            return Receive(max, long.MaxValue);
        }
    }

    /// <summary>Deletes a received message (DeleteMessage).</summary>
    /// <param name="message">The message.</param>
    public void Delete(LocalMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (_context.Loop.Gate)
        {
            Delete(message, message.Receipt);
        }
    }

    internal QueueResource Resource => _resource;

    /// <summary>Sets the consumer, which is called when there may be messages to receive.</summary>
    internal void Consume(Action consumer) => _consumer = consumer;

    /// <summary>Accepts a message from a topic with raw delivery.</summary>
    internal string Accept(TopicMessage message)
    {
        Check(message);
        lock (_context.Loop.Gate)
        {
            var id = _context.Random.NextUuid();
            if (Fifo && _seen.Find(message.DeduplicationId!, id, _context.Loop.Now) is { } earlier)
            {
                _context.Counters.Deduplicated++;
                return earlier;
            }

            _context.Counters.Delivered++;
            var sent = new LocalMessage
            {
                MessageId = id,
                Body = message.Body,
                Attributes = message.Attributes,
                GroupId = message.GroupId,
                DeduplicationId = Fifo ? message.DeduplicationId : null,
                SequenceNumber = Fifo ? Number(_order) : null,
                SentAt = _context.Loop.Now,
                Order = _order,
            };
            _context.Observation.Observer?.OnSent(Name, sent);
            Add(sent, _resource.DelaySeconds);
            return id;
        }
    }

    /// <summary>Receives messages up to a total size. Called within the gate.</summary>
    internal List<LocalMessage> Receive(int max, long maxBytes)
    {
        DropExpired();
        List<LocalMessage> received = [];
        if (Fifo)
        {
            ReceiveGroups(received, max, maxBytes);
        }
        else
        {
            ReceiveAny(received, max, maxBytes);
        }

        if (received.Count > 0)
        {
            Hide(received, _context.Random.NextHexId(), _resource.VisibilityTimeoutSeconds);
        }

        return received;
    }

    /// <summary>Deletes a message by its receipt.</summary>
    /// <returns><see langword="true"/> if it is deleted: a FIFO queue rejects a receipt whose visibility timeout has ended.</returns>
    internal bool Delete(LocalMessage message, Receipt? receipt)
    {
        if (message.State is MessageState.Gone)
        {
            return true;
        }

        if (Fifo && (receipt is null || message.Receipt != receipt || message.State is not MessageState.InFlight))
        {
            return false;
        }

        Leave(message);
        return true;
    }

    /// <summary>Hides a received message for some time from now (ChangeMessageVisibility). Called within the gate.</summary>
    /// <returns><see langword="true"/> if it is still in flight by this receive.</returns>
    internal bool ChangeVisibility(string messageId, string receiptHandle, int seconds)
    {
        foreach (var message in _messages)
        {
            if (message.MessageId == messageId
                && message is { State: MessageState.InFlight, Receipt: { } receipt }
                && receipt.Handle == receiptHandle)
            {
                Release(receipt);
                Hide([message], receiptHandle, seconds);
                return true;
            }
        }

        return false;
    }

    private void Check(TopicMessage message)
    {
        if (message.Size > MaxMessageBytes)
        {
            throw AwsErrors.Refused("InvalidParameterValue", $"One or more parameters are invalid. Reason: Message must be shorter than {MaxMessageBytes} bytes.");
        }

        if (message.Attributes.Count > MaxAttributes)
        {
            throw AwsErrors.Refused("InvalidParameterValue", $"Number of message attributes [{message.Attributes.Count}] exceeds the allowed maximum [{MaxAttributes}].");
        }

        if (message.Body.IsEmpty)
        {
            throw AwsErrors.Refused("MissingParameter", "The request must contain the parameter MessageBody.");
        }

        if (Fifo && string.IsNullOrEmpty(message.GroupId))
        {
            throw AwsErrors.Refused("MissingParameter", "The request must contain the parameter MessageGroupId.");
        }

        if (Fifo && string.IsNullOrEmpty(message.DeduplicationId))
        {
            throw AwsErrors.Refused("InvalidParameterValue", "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
    }

    // The delay is that of the queue, so messages become visible in the order in which they were sent.
    private void Add(LocalMessage message, int delaySeconds)
    {
        _order++;
        message.Place = _messages.AddLast(message);
        if (delaySeconds == 0)
        {
            Show(message);
            return;
        }

        message.State = MessageState.Delayed;
        _context.Loop.At(_context.Loop.Now.AddSeconds(delaySeconds), KindOfReturn, () =>
        {
            if (message.State is MessageState.Delayed)
            {
                message.State = MessageState.Waiting;
                Show(message);
            }
        });
    }

    private void Show(LocalMessage message)
    {
        if (Fifo)
        {
            if (!_groups.TryGetValue(message.GroupId!, out var group))
            {
                _groups.Add(message.GroupId!, group = new MessageGroup(message.GroupId!));
            }

            message.Group = group;
            group.Append(message);
            Line(group);
        }
        else
        {
            _visible.Enqueue(message);
        }

        _consumer?.Invoke();
    }

    private void ReceiveAny(List<LocalMessage> received, int max, long maxBytes)
    {
        long bytes = 0;
        while (received.Count < max && _visible.TryPeek(out var message))
        {
            if (message.State is not MessageState.Waiting)
            {
                _visible.Dequeue();
                continue;
            }

            bytes += SqsEventWriter.SizeOf(message);
            if (received.Count > 0 && bytes > maxBytes)
            {
                return;
            }

            _visible.Dequeue();
            Take(message, received);
        }
    }

    // Takes as many messages of a group as there are before moving to the next group, as SQS does.
    private void ReceiveGroups(List<LocalMessage> received, int max, long maxBytes)
    {
        long bytes = 0;
        while (received.Count < max && _line.TryPeek(out var group))
        {
            while (received.Count < max && group.First is { } message)
            {
                bytes += SqsEventWriter.SizeOf(message);
                if (received.Count > 0 && bytes > maxBytes)
                {
                    max = 0;
                    break;
                }

                group.RemoveFirst();
                if (Take(message, received))
                {
                    group.InFlight++;
                }
            }

            if (max == 0 && group.InFlight == 0)
            {
                return;
            }

            _line.Dequeue();
            group.IsInLine = false;
            Tidy(group);
        }
    }

    private bool Take(LocalMessage message, List<LocalMessage> received)
    {
        if (_deadLetters is not null && message.ReceiveCount >= _resource.MaxReceiveCount)
        {
            MoveToDeadLetters(message);
            return false;
        }

        message.ReceiveCount++;
        message.FirstReceivedAt ??= _context.Loop.Now;
        message.State = MessageState.InFlight;
        _context.Counters.Redelivered += message.ReceiveCount > 1 ? 1 : 0;
        received.Add(message);
        return true;
    }

    private void Hide(List<LocalMessage> received, string handle, int seconds)
    {
        var receipt = new Receipt(handle, received);
        foreach (var message in received)
        {
            message.Receipt = receipt;
        }

        receipt.Timeout = _context.Loop.At(_context.Loop.Now.AddSeconds(seconds), KindOfReturn, () => Reappear(receipt));
    }

    // Without a consumer nothing follows from a message that becomes visible.
    private EventKind KindOfReturn => _consumer is null ? EventKind.Housekeeping : EventKind.Work;

    // A message is no longer in flight by this receipt.
    private void Release(Receipt receipt)
    {
        if (--receipt.Left == 0)
        {
            _context.Loop.Cancel(receipt.Timeout!);
        }
    }

    private void Reappear(Receipt receipt)
    {
        foreach (var message in receipt.Messages)
        {
            if (message.State is not MessageState.InFlight || message.Receipt != receipt)
            {
                continue;
            }

            message.State = MessageState.Waiting;
            if (message.Group is not { } group)
            {
                _visible.Enqueue(message);
                continue;
            }

            group.PutBack(message);
            group.InFlight--;
            Line(group);
        }

        _consumer?.Invoke();
    }

    private void MoveToDeadLetters(LocalMessage message)
    {
        _context.Counters.DeadLettered++;
        message.State = MessageState.Gone;
        _messages.Remove(message.Place!);
        var deadLetters = _deadLetters!;
        var moved = new LocalMessage
        {
            MessageId = message.MessageId,
            Body = message.Body,
            Attributes = message.Attributes,
            GroupId = message.GroupId,
            DeduplicationId = message.DeduplicationId,
            SequenceNumber = Fifo ? Number(deadLetters._order) : null,
            SentAt = Fifo ? _context.Loop.Now : message.SentAt,
            DeadLetterSource = Arn,
            DeadLetteredAfter = message.ReceiveCount,
            Reason = message.Reason,
            Order = deadLetters._order,
        };
        _context.Observation.Observer?.OnDeadLettered(Name, deadLetters.Name, moved);
        deadLetters.Add(moved, delaySeconds: 0);
    }

    // Removes a message from the queue permanently.
    private void Leave(LocalMessage message)
    {
        var wasInFlight = message.State is MessageState.InFlight;
        message.State = MessageState.Gone;
        _messages.Remove(message.Place!);
        if (wasInFlight && message.Receipt is { } receipt)
        {
            Release(receipt);
        }

        if (message.Group is not { } group)
        {
            return;
        }

        if (wasInFlight)
        {
            group.InFlight--;
        }
        else
        {
            group.Remove(message);
        }

        Line(group);
        Tidy(group);
        if (group.CanBeReceived)
        {
            _consumer?.Invoke();
        }
    }

    private void Line(MessageGroup group)
    {
        if (group.CanBeReceived && !group.IsInLine)
        {
            group.IsInLine = true;
            _line.Enqueue(group);
        }
    }

    private void Tidy(MessageGroup group)
    {
        if (group is { IsEmpty: true, IsInLine: false })
        {
            _groups.Remove(group.Id);
        }
    }

    // Messages are in the order they were sent, except those that a standard dead-letter queue accepted with their old age.
    private void DropExpired()
    {
        var oldest = _context.Loop.Now.AddSeconds(-_resource.RetentionSeconds);
        while (_messages.First is { } first && first.Value.SentAt <= oldest)
        {
            _context.Counters.ExpiredMessages++;
            Leave(first.Value);
        }
    }

    private static string Number(long order) => (s_firstSequenceNumber + (UInt128)(order * 256)).ToString(CultureInfo.InvariantCulture);
}
