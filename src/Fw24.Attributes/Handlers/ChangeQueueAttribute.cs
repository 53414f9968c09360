namespace Fw24;

/// <summary>Configures a handler's function and the queue between it and the topic. The queue is FIFO if the topic is.</summary>
/// <remarks>
/// SQS counts every receive of a message, even if the invocation had no time left for it, and a receive cannot be undone. By default an invocation
/// therefore gets no more messages than it handles in parallel. A larger <see cref="BatchSize"/> pays off when handling is quick; with
/// <see cref="ExpectedSeconds"/> the compiler checks that a batch finishes in time.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ChangeQueueAttribute : Attribute
{
    // The maximum for a mapping without a window, and for any FIFO queue (Lambda, CreateEventSourceMapping).
    private const int MaxDefaultBatch = 10;

    private int? _batchSize;

    /// <summary>
    /// The maximum number of messages per invocation: 1 to 10,000; for a FIFO queue up to 10 (Lambda, SQS). Default: <see cref="Parallelism"/>, up to 10.
    /// </summary>
    public int BatchSize
    {
        get => _batchSize ?? Math.Min(Parallelism, MaxDefaultBatch);
        set => _batchSize = value;
    }

    /// <summary>
    /// The number of messages of a batch that are handled in parallel: 1 to 10,000. An item's changes keep their order: messages of one group, and of one item
    /// in a standard queue, are handled one after another. Services that handlers share must then be safe for concurrent use. Default: 1.
    /// </summary>
    public int Parallelism { get; set; } = 1;

    /// <summary>
    /// The maximum time to handle one message: 1 to 5,400 seconds; 0: unspecified. FW24330 is reported if a batch would then not finish
    /// within the functions' timeout. Default: 0.
    /// </summary>
    public int ExpectedSeconds { get; set; }

    /// <summary>The time Lambda gathers messages before it invokes: 0 to 300 seconds. FIFO queues do not support a window. Default: 0.</summary>
    public int MaxBatchingWindowSeconds { get; set; }

    /// <summary>The time a received message stays hidden: 0 to 43,200 seconds; 0: 6 times the function's timeout plus the window. Default: 0.</summary>
    public int VisibilityTimeoutSeconds { get; set; }

    /// <summary>The time the queue keeps a message: 1 to 14 days; its dead-letter queue keeps it 14. Default: 4.</summary>
    public int RetentionDays { get; set; } = 4;

    /// <summary>
    /// The time before a change can be received for the first time, after SNS sent it to the queue: 0 to 900 seconds (SQS,
    /// SetQueueAttributes). It is the same for all changes, so a FIFO queue keeps their order. Default: 0.
    /// </summary>
    public int DelaySeconds { get; set; }

    /// <summary>The number of receives, handled or not, before a message goes to the dead-letter queue: 1 to 1,000. Default: 5.</summary>
    public int MaxReceiveCount { get; set; } = 5;

    /// <summary>
    /// The time before a failed message is received for the second time: 0 to 36,000 seconds; 0: what is left of the visibility timeout. It
    /// doubles with each receive, up to <see cref="MaxRetryDelaySeconds"/>. In a FIFO queue, the later changes of the item wait with it.
    /// Default: 0.
    /// </summary>
    /// <remarks>
    /// The function hides the message (ChangeMessageVisibility). One whose invocation ended without an answer returns after the visibility
    /// timeout instead.
    /// </remarks>
    public int RetryDelaySeconds { get; set; }

    /// <summary>
    /// The maximum time before a failed message is received again: 1 to 36,000 seconds, since SQS hides a message for at most 12 hours
    /// after its receive, which include the invocation. Only with <see cref="RetryDelaySeconds"/>. Default: 900.
    /// </summary>
    public int MaxRetryDelaySeconds { get; set; } = 900;

    /// <summary>
    /// The maximum duration of an invocation of the function: 1 to 900 seconds (Lambda's default capacity); 0: that of
    /// <see cref="Fw24AppAttribute"/>. Default: 0.
    /// </summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>
    /// The memory of the function: 128 to 10,240 MB (Lambda's default capacity); 0: that of <see cref="Fw24AppAttribute"/>. Default: 0.
    /// </summary>
    public int MemoryMegabytes { get; set; }

    /// <summary>
    /// Indicates whether the function runs on Lambda Managed Instances. <see cref="TimeoutSeconds"/> may then be up to 5,400, and
    /// <see cref="MemoryMegabytes"/> up to 32,768. A hook of the stack puts the function there. Default: <see langword="false"/>.
    /// </summary>
    public bool ManagedInstances { get; set; }

    /// <summary>The maximum number of concurrent invocations with messages of the queue: 2 to 1,000 (Lambda); 0: no maximum of its own. Default: 0.</summary>
    public int MaxConcurrency { get; set; }
}
