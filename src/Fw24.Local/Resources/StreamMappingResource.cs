namespace Fw24.Local.Resources;

/// <summary>An event source mapping from a table's stream to a function.</summary>
public sealed record StreamMappingResource
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>The maximum number of records per invocation: 1 to 10,000.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>The time for which records are gathered before an invocation: 0 to 300 seconds.</summary>
    public int MaxBatchingWindowSeconds { get; init; }

    /// <summary>The number of concurrent batches per shard: 1 to 10.</summary>
    public int ParallelizationFactor { get; init; } = 1;

    /// <summary>The position at which a new mapping starts reading.</summary>
    public StreamStartingPosition StartingPosition { get; init; }

    /// <summary>The number of retries of a failed batch: 0 to 10,000, or -1 for as long as the stream keeps its records.</summary>
    public int RetryAttempts { get; init; } = -1;

    /// <summary>The maximum age of a record: 60 to 604,800 seconds, or -1 for as long as the stream keeps it (a day).</summary>
    public int MaxRecordAgeSeconds { get; init; } = -1;

    /// <summary>Indicates whether a failed batch is split in two.</summary>
    public bool BisectBatchOnError { get; init; }

    /// <summary>Indicates whether the function's response names the failed records (ReportBatchItemFailures). If not, any response is a success.</summary>
    public bool ReportBatchItemFailures { get; init; }

    /// <summary>The event patterns, at least one of which a record must match; empty for no filter.</summary>
    public IReadOnlyList<string> FilterPatterns { get; init; } = [];

    /// <summary>The queue that is notified of records given up, if there is one.</summary>
    public string? OnFailureQueue { get; init; }

    /// <summary>
    /// The bucket that keeps the records given up; the messages of <see cref="OnFailureQueue"/> then name its objects.
    /// <see langword="null"/> if no bucket keeps them.
    /// </summary>
    public string? FailedRecordsBucket { get; init; }
}
