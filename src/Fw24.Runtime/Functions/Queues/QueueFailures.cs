namespace Fw24.Functions.Queues;

/// <summary>The messages of one batch that failed, and so the groups whose later messages must wait (FIFO).</summary>
public sealed class QueueFailures
{
    private readonly List<string> _messageIds = [];
    private HashSet<string>? _groups;

    /// <summary>How many messages failed or must wait.</summary>
    public int Count => _messageIds.Count;

    /// <summary>Whether an earlier message of this one's group failed, so that it may not be handled now.</summary>
    /// <param name="message">The message.</param>
    public bool Blocks(in QueueMessage message) => message.GroupId is { } group && _groups is not null && _groups.Contains(group);

    /// <summary>Records a message that failed or must wait.</summary>
    /// <param name="message">The message.</param>
    public void Add(in QueueMessage message)
    {
        _messageIds.Add(message.MessageId);
        if (message.GroupId is { } group)
        {
            (_groups ??= new HashSet<string>(StringComparer.Ordinal)).Add(group);
        }
    }

    /// <summary>The partial batch response: <c>{"batchItemFailures":[{"itemIdentifier":"…"}]}</c>. Never empty.</summary>
    public ReadOnlyMemory<byte> ToResponse() => BatchResponse.Write(_messageIds);
}
