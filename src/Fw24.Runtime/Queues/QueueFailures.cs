namespace Fw24.Queues;

/// <summary>The messages of one batch that failed, and so the groups whose later messages must wait (FIFO).</summary>
public sealed class QueueFailures
{
    /// <summary>Whether an earlier message of this one's group failed, so that it may not be handled now.</summary>
    /// <param name="message">The message.</param>
    public bool Blocks(in QueueMessage message) => throw null!;

    /// <summary>Records a message that failed or must wait.</summary>
    /// <param name="message">The message.</param>
    public void Add(in QueueMessage message) => throw null!;

    /// <summary>The partial batch response: <c>{"batchItemFailures":[{"itemIdentifier":"…"}]}</c>. Never empty.</summary>
    public ReadOnlyMemory<byte> ToResponse() => throw null!;
}
