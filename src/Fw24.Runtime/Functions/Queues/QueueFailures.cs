namespace Fw24.Functions.Queues;

/// <summary>The failed messages of one batch, and the message groups whose later messages must wait (FIFO).</summary>
internal sealed class QueueFailures
{
    private readonly List<string> _messageIds = [];
    private HashSet<string>? _groups;

    /// <summary>The number of messages that failed or must wait.</summary>
    public int Count => _messageIds.Count;

    /// <summary>Indicates whether an earlier message of the same group failed, so that this one must not be handled now.</summary>
    /// <param name="message">The message.</param>
    public bool Blocks(in QueueMessage message) => message.GroupId is { } group && _groups is not null && _groups.Contains(group);

    /// <summary>Adds a message that failed or must wait.</summary>
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
