namespace Fw24.Operations.Manifests.Resources;

/// <summary>A queue.</summary>
internal sealed record ManifestQueue
{
    // SQS, CreateQueue.
    private const int DefaultVisibilityTimeout = 30;

    /// <summary>The name, including the suffix <c>.fifo</c> if it is FIFO.</summary>
    public required string Name { get; init; }

    /// <summary>The time for which a received message is hidden.</summary>
    public int VisibilityTimeoutSeconds { get; init; } = DefaultVisibilityTimeout;

    /// <summary>The time for which the queue keeps a message.</summary>
    public required int RetentionSeconds { get; init; }

    /// <summary>The time before a message can be received.</summary>
    public int DelaySeconds { get; init; }

    /// <summary>The dead-letter queue, if it has one.</summary>
    public ManifestRedrive? DeadLetterQueue { get; init; }
}
