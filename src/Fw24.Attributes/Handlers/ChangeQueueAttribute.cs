namespace Fw24;

/// <summary>Settings of the queue between the topic and a handler. Whether it is FIFO follows the topic.</summary>
/// <remarks>
/// SQS counts every receive of a message, also one whose invocation had no time left for it: nothing gives a receive back. So an invocation gets by
/// default no more messages than are handled at once. A greater <see cref="BatchSize"/> pays where handling is quick; <see cref="ExpectedSeconds"/> has
/// the compiler check that a batch is done in time.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ChangeQueueAttribute : Attribute
{
    // The most that a queue's mapping takes without a window, and that of a FIFO queue takes at all (Lambda, CreateEventSourceMapping).
    private const int MaxDefaultBatch = 10;

    private int? _batchSize;

    /// <summary>Messages per invocation, at most: 1 to 10,000, for a FIFO queue to 10 (Lambda, SQS). Default: <see cref="Parallelism"/>, up to 10.</summary>
    public int BatchSize
    {
        get => _batchSize ?? Math.Min(Parallelism, MaxDefaultBatch);
        set => _batchSize = value;
    }

    /// <summary>
    /// How many messages of a batch are handled side by side: 1 to 10,000. An item's changes keep their order: a message group is handled one message after
    /// another, and so are the messages of one item in a standard queue. Handlers that share a service then use it at the same time. Default: 1.
    /// </summary>
    public int Parallelism { get; set; } = 1;

    /// <summary>
    /// How long handling one message takes, at most: 1 to 900 seconds; 0 says nothing. A batch that then would not be done within the functions' timeout is
    /// reported (FW24330). Default: 0.
    /// </summary>
    public int ExpectedSeconds { get; set; }

    /// <summary>How long Lambda gathers messages before it invokes: 0 to 300 seconds. A FIFO queue takes no window. Default: 0.</summary>
    public int MaxBatchingWindowSeconds { get; set; }

    /// <summary>How long a received message is hidden: 0 to 43,200 seconds; 0 derives 6 times the function's timeout plus the window. Default: 0.</summary>
    public int VisibilityTimeoutSeconds { get; set; }

    /// <summary>How long the queue keeps a message: 1 to 14 days; its dead-letter queue keeps 14. Default: 4.</summary>
    public int RetentionDays { get; set; } = 4;

    /// <summary>How often a message is received before it goes to the dead-letter queue, handled or not: 1 to 1,000. Default: 5.</summary>
    public int MaxReceiveCount { get; set; } = 5;
}
