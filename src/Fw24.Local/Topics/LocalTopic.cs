using Fw24.Local.Messaging;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Topics;

/// <summary>A topic, standard or FIFO.</summary>
/// <remarks>
/// A standard topic delivers at least once and in no guaranteed order; without faults it delivers once and in order, as SNS mostly does.
/// A FIFO topic delivers each group in order, and a deduplication id once in 5 minutes.
/// </remarks>
public sealed class LocalTopic
{
    /// <summary>The maximum number of entries in a PublishBatch request (SNS).</summary>
    public const int MaxEntries = 10;

    /// <summary>The maximum number of message attributes in raw delivery to a queue (SNS, "Message attributes").</summary>
    public const int MaxRawAttributes = 10;

    private const int MaxIdLength = 80;

    private static readonly System.Buffers.SearchValues<char> s_idCharacters
        = System.Buffers.SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private readonly TopicResource _resource;
    private readonly LocalMessaging _context;
    private readonly List<(FilterPolicy Policy, LocalQueue Queue)> _subscriptions = [];
    private readonly DeduplicationWindow _seen = new();
    private readonly List<TopicMessage> _history = [];
    private readonly string _idPrefix;

    internal LocalTopic(TopicResource resource, string arn, LocalMessaging context)
    {
        _resource = resource;
        _context = context;
        Arn = arn;
        _idPrefix = $"{resource.Name}/";
    }

    /// <summary>The topic's name.</summary>
    public string Name => _resource.Name;

    /// <summary>The topic's ARN.</summary>
    public string Arn { get; }

    /// <summary>Indicates whether the topic is FIFO.</summary>
    public bool Fifo => _resource.Fifo;

    /// <summary>The maximum number of bytes of all entries in a PublishBatch request (SNS, MaximumMessageSize).</summary>
    public int MaxMessageBytes => _resource.MaxMessageBytes;

    /// <summary>The number of messages published, without duplicates.</summary>
    public int Published { get; private set; }

    /// <summary>The messages published, in order, if the cloud keeps history.</summary>
    public IReadOnlyList<TopicMessage> Messages
    {
        get
        {
            lock (_context.Loop.Gate)
            {
                return [.. _history];
            }
        }
    }

    /// <summary>Publishes messages (PublishBatch).</summary>
    /// <param name="entries">The entries.</param>
    /// <returns>The result of each entry, in order.</returns>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">SNS would reject the whole request.</exception>
    public IReadOnlyList<PublishedEntry> PublishBatch(IReadOnlyList<TopicMessage> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        CheckRequest(entries);
        lock (_context.Loop.Gate)
        {
            var results = new PublishedEntry[entries.Count];
            for (var index = 0; index < results.Length; index++)
            {
                results[index] = Publish(entries[index]);
            }

            return results;
        }
    }

    internal void Subscribe(FilterPolicy policy, LocalQueue queue) => _subscriptions.Add((policy, queue));

    private void CheckRequest(IReadOnlyList<TopicMessage> entries)
    {
        if (entries.Count == 0)
        {
            throw AwsErrors.Refused("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }

        if (entries.Count > MaxEntries)
        {
            throw AwsErrors.Refused("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var size = 0;
        foreach (var entry in entries)
        {
            size += entry.Size;
            if (entry.Id is null or { Length: 0 or > MaxIdLength } || entry.Id.AsSpan().ContainsAnyExcept(s_idCharacters))
            {
                throw AwsErrors.Refused("InvalidBatchEntryId", $"The Id of a batch entry has 1 to {MaxIdLength} letters, digits, hyphens and underscores.");
            }

            if (!ids.Add(entry.Id))
            {
                throw AwsErrors.Refused("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
            }
        }

        if (size > MaxMessageBytes)
        {
            throw AwsErrors.Refused("BatchRequestTooLong", "The length of all the batch messages put together is more than the limit.");
        }
    }

    private PublishedEntry Publish(TopicMessage message)
    {
        if (Refusal(message) is { } reason)
        {
            return new PublishedEntry(message.Id, null, "InvalidParameter", reason, SenderFault: true);
        }

        var id = _context.Random.NextUuid();
        if (Fifo && _seen.Find(message.DeduplicationId!, id, _context.Loop.Now) is { } earlier)
        {
            _context.Counters.Deduplicated++;
            _context.Observation.Observer?.OnPublished(Name, message, isDuplicate: true);
            return new PublishedEntry(message.Id, earlier);
        }

        Published++;
        _context.Counters.Published++;
        _context.Observation.Observer?.OnPublished(Name, message, isDuplicate: false);
        if (_context.KeepHistory)
        {
            _history.Add(message);
        }

        foreach (var (policy, queue) in _subscriptions)
        {
            if (!policy.Accepts(message.Attributes))
            {
                _context.Counters.FilteredOut++;
                _context.Observation.Observer?.OnFilteredOut(queue.Name, message);
            }
            else if (message.Attributes.Count > MaxRawAttributes)
            {
                // SNS reports nothing: the publisher receives a message id, but the queue receives no message.
                _context.Counters.Discarded++;
            }
            else
            {
                Deliver(message, queue);
            }
        }

        return new PublishedEntry(message.Id, id);
    }

    private string? Refusal(TopicMessage message)
    {
        if (message.Body.IsEmpty)
        {
            return "Invalid parameter: Empty message";
        }

        if (Fifo && string.IsNullOrEmpty(message.GroupId))
        {
            return "Invalid parameter: The MessageGroupId parameter is required for FIFO topics";
        }

        if (Fifo && string.IsNullOrEmpty(message.DeduplicationId))
        {
            return "Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";
        }

        if (!Fifo && message.DeduplicationId is not null)
        {
            return "Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type";
        }

        return IsId(message.GroupId) && IsId(message.DeduplicationId)
            ? null
            : "Invalid parameter: MessageGroupId and MessageDeduplicationId are 1 to 128 alphanumeric characters and punctuation";
    }

    private static bool IsId(string? id)
        => id is null || (id.Length is > 0 and <= 128 && !id.AsSpan().ContainsAnyExceptInRange('!', '~'));

    private void Deliver(TopicMessage message, LocalQueue queue)
    {
        if (Fifo)
        {
            queue.Accept(message);
            return;
        }

        var (copies, delay) = _context.Faults.OnDelivery(_idPrefix + queue.Name);
        for (var copy = 0; copy < copies; copy++)
        {
            if (delay == TimeSpan.Zero)
            {
                queue.Accept(message);
                continue;
            }

            // Copies arrive at different times, after messages published in the meantime.
            _context.Loop.At(_context.Loop.Now + (delay * (copy + 1)), EventKind.Work, () => queue.Accept(message));
        }
    }
}
