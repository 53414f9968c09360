namespace Fw24.Local.Resources;

/// <summary>An event source mapping from a queue to a function.</summary>
public sealed record QueueMappingResource
{
    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>Messages per invocation, at most: 1 to 10,000; 10 for a FIFO queue and without a window.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>How long messages are gathered before an invocation: 0 to 300 seconds; 0 for a FIFO queue.</summary>
    public int MaxBatchingWindowSeconds { get; init; }

    /// <summary>How many batches run at the same time, at most. Default: 5, with which Lambda begins.</summary>
    public int MaxConcurrency { get; init; } = 5;

    /// <summary>Whether the function's answer names the messages that failed (ReportBatchItemFailures). If not, any answer is success.</summary>
    public bool ReportBatchItemFailures { get; init; }
}
