namespace Fw24.Local.Queues;

/// <summary>The states of a message in its queue.</summary>
internal enum MessageState
{
    /// <summary>It can be received, or waits for earlier messages of its group.</summary>
    Waiting,

    /// <summary>It was sent to a queue with a delay that has not ended.</summary>
    Delayed,

    /// <summary>It was received and is hidden until its visibility timeout ends.</summary>
    InFlight,

    /// <summary>It was deleted, moved or dropped as too old.</summary>
    Gone,
}
