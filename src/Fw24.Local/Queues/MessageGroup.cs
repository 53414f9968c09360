namespace Fw24.Local.Queues;

/// <summary>A message group of a FIFO queue: none of its messages is received while another one is in flight.</summary>
internal sealed class MessageGroup(string id)
{
    private readonly LinkedList<LocalMessage> _waiting = new();

    public string Id => id;

    public int InFlight { get; set; }

    /// <summary>Indicates whether it is in the queue's line of groups that can be received.</summary>
    public bool IsInLine { get; set; }

    public bool IsEmpty => _waiting.Count == 0 && InFlight == 0;

    public bool CanBeReceived => _waiting.Count > 0 && InFlight == 0;

    public LocalMessage? First => _waiting.First?.Value;

    public void Append(LocalMessage message) => _waiting.AddLast(message);

    public void RemoveFirst() => _waiting.RemoveFirst();

    public void Remove(LocalMessage message) => _waiting.Remove(message);

    /// <summary>Puts a message back in its original position, before all later ones.</summary>
    public void PutBack(LocalMessage message)
    {
        var node = _waiting.First;
        while (node is not null && node.Value.Order < message.Order)
        {
            node = node.Next;
        }

        if (node is null)
        {
            _waiting.AddLast(message);
        }
        else
        {
            _waiting.AddBefore(node, message);
        }
    }
}
