namespace Fw24.Local.Resources;

/// <summary>A queue.</summary>
public sealed record QueueResource
{
    /// <summary>The queue's name, including the suffix <c>.fifo</c> if it is FIFO.</summary>
    public required string Name { get; init; }

    /// <summary>Indicates whether the queue is FIFO.</summary>
    public bool Fifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>The time for which a received message is hidden: 0 to 43,200 seconds (SQS). Default: 30.</summary>
    public int VisibilityTimeoutSeconds { get; init; } = 30;

    /// <summary>The time for which the queue keeps a message: 60 to 1,209,600 seconds (SQS). Default: 345,600, 4 days.</summary>
    public int RetentionSeconds { get; init; } = 345_600;

    /// <summary>The time before a message can be received for the first time: 0 to 900 seconds (SQS). Default: 0.</summary>
    public int DelaySeconds { get; init; }

    /// <summary>The queue for messages received too often, if there is one.</summary>
    public string? DeadLetterQueue { get; init; }

    /// <summary>The number of times a message is received before it moves to the dead-letter queue: 1 to 1,000 (SQS).</summary>
    public int MaxReceiveCount { get; init; } = 5;
}
