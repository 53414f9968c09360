namespace Fw24.Queues;

/// <summary>Reads an SQS event.</summary>
public static class QueueBatch
{
    /// <summary>Reads the messages of an event. A message whose frame is broken is among them, with its fault.</summary>
    /// <param name="payload">The event in UTF-8.</param>
    /// <returns>The messages in the order received.</returns>
    /// <exception cref="ItemFormatException">The event is not one of SQS, or breaks off before a message's id could be read.</exception>
    public static IReadOnlyList<QueueMessage> Read(ReadOnlyMemory<byte> payload) => throw null!;
}
