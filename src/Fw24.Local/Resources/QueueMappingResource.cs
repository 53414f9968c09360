namespace Fw24.Local.Resources;

/// <summary>An event source mapping from a queue to a function.</summary>
public sealed record QueueMappingResource
{
    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>The maximum number of messages per invocation: 1 to 10,000; 10 for a FIFO queue and without a window.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>The time for which messages are gathered before an invocation: 0 to 300 seconds; 0 for a FIFO queue.</summary>
    public int MaxBatchingWindowSeconds { get; init; }

    /// <summary>The maximum number of concurrent batches. Default: 5, Lambda's initial number.</summary>
    public int MaxConcurrency { get; init; } = 5;

    /// <summary>Indicates whether the function's response names the failed messages (ReportBatchItemFailures). If not, any response is a success.</summary>
    public bool ReportBatchItemFailures { get; init; }
}
