namespace Fw24.Local.Queues;

/// <summary>Where a message is in its queue.</summary>
internal enum MessageState
{
    /// <summary>It can be received, or waits behind others of its group.</summary>
    Waiting,

    /// <summary>It was received and is hidden until its visibility timeout.</summary>
    InFlight,

    /// <summary>It was deleted, moved or is too old.</summary>
    Gone,
}
