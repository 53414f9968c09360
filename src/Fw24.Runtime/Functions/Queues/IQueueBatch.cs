namespace Fw24.Functions.Queues;

/// <summary>A batch of messages from a queue.</summary>
internal interface IQueueBatch
{
    /// <summary>The messages, in the order received.</summary>
    IReadOnlyList<QueueMessage> Messages { get; }
}
