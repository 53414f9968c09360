namespace Fw24.Functions.Queues;

/// <summary>Changes the time for which received messages stay hidden in their queue (ChangeMessageVisibility).</summary>
internal interface IMessageVisibility
{
    /// <summary>Hides messages for some time from now.</summary>
    /// <param name="messages">The messages. One that is no longer in flight is left as it is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask HideAsync(IReadOnlyList<HiddenMessage> messages, CancellationToken cancellationToken);
}
