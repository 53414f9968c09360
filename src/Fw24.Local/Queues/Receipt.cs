using Fw24.Local.Scheduling;

namespace Fw24.Local.Queues;

/// <summary>Messages received together; their visibility timeout ends together.</summary>
internal sealed class Receipt(string handle, List<LocalMessage> messages)
{
    public string Handle => handle;

    public List<LocalMessage> Messages => messages;

    /// <summary>The number of messages still in flight under this receipt.</summary>
    public int Left { get; set; } = messages.Count;

    public ScheduledEvent? Timeout { get; set; }
}
