namespace Fw24;

/// <summary>Settings of the queue between the topic and a handler. Whether it is FIFO follows the topic.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ChangeQueueAttribute : Attribute
{
    /// <summary>Messages per invocation, at most: 1 to 10,000, for a FIFO queue to 10 (Lambda, SQS). Default: 10.</summary>
    public int BatchSize { get; set; } = 10;

    /// <summary>How long Lambda gathers messages before it invokes: 0 to 300 seconds. A FIFO queue takes no window. Default: 0.</summary>
    public int MaxBatchingWindowSeconds { get; set; }

    /// <summary>How long a received message is hidden: 0 to 43,200 seconds; 0 derives 6 times the function's timeout plus the window. Default: 0.</summary>
    public int VisibilityTimeoutSeconds { get; set; }

    /// <summary>How long the queue keeps a message: 1 to 14 days; its dead-letter queue keeps 14. Default: 4.</summary>
    public int RetentionDays { get; set; } = 4;

    /// <summary>How often a message is received before it goes to the dead-letter queue: 1 to 1,000. Default: 5.</summary>
    public int MaxReceiveCount { get; set; } = 5;
}
