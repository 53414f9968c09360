using Fw24.Functions.Queues;

namespace Fw24.Local.Messaging;

/// <summary>A queue that functions and mappings of the cloud send to.</summary>
internal interface IMessageQueue
{
    /// <summary>The number of messages in the queue, including those in flight, as last known.</summary>
    int Count { get; }

    /// <summary>Sends a message (SendMessage).</summary>
    /// <param name="body">The body in UTF-8.</param>
    /// <param name="reason">The reason for which it is sent, if the body does not tell.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> body, string? reason, CancellationToken cancellationToken);

    /// <summary>Hides received messages for some time from now (ChangeMessageVisibilityBatch).</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask HideAsync(IReadOnlyList<HiddenMessage> messages, CancellationToken cancellationToken);
}
