namespace Fw24.Functions.Handlers;

/// <summary>The delay before a failed message is received again: twice as long with each receive.</summary>
/// <param name="queue">The queue's settings.</param>
internal sealed class RetryDelay(ChangeQueueAttribute queue)
{
    /// <summary>Returns the delay of a message.</summary>
    /// <remarks>
    /// It is up to a quarter shorter, depending on the message, so that messages that failed together do not return together. After its
    /// last receive a message is not delayed: its next one moves it to the dead-letter queue.
    /// </remarks>
    /// <param name="messageId">The message's id.</param>
    /// <param name="receives">The number of times it was received.</param>
    /// <returns>The delay in seconds.</returns>
    public int SecondsOf(string messageId, int receives)
    {
        if (receives >= queue.MaxReceiveCount)
        {
            return 0;
        }

        // A message whose event does not count its receives has 0.
        var doublings = Math.Clamp(receives - 1, 0, 16);
        var delay = Math.Min((long)queue.RetryDelaySeconds << doublings, Math.Max(queue.RetryDelaySeconds, queue.MaxRetryDelaySeconds));
        return (int)(delay - (delay * JitterOf(messageId, receives) / 1024 / 4));
    }

    // 0 to 1023, the same for the same receive of a message (FNV-1a).
    private static long JitterOf(string messageId, int receives)
    {
        var hash = (2_166_136_261 ^ (uint)receives) * 16_777_619;
        foreach (var character in messageId)
        {
            hash = (hash ^ character) * 16_777_619;
        }

        return (hash ^ (hash >> 16)) & 1023;
    }
}
