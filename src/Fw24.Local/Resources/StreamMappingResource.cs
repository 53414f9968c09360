namespace Fw24.Local.Resources;

/// <summary>An event source mapping from a table's stream to a function.</summary>
public sealed record StreamMappingResource
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The function.</summary>
    public required string Function { get; init; }

    /// <summary>Records per invocation, at most: 1 to 10,000.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long records are gathered before an invocation: 0 to 300 seconds.</summary>
    public int MaxBatchingWindowSeconds { get; init; }

    /// <summary>How many batches of a shard run at the same time: 1 to 10.</summary>
    public int ParallelizationFactor { get; init; } = 1;

    /// <summary>Where reading starts when the mapping is made.</summary>
    public StreamStartingPosition StartingPosition { get; init; }

    /// <summary>How often a failed batch is retried: 0 to 10,000, or -1 for as long as the stream keeps it.</summary>
    public int RetryAttempts { get; init; } = -1;

    /// <summary>How old a record may get: 60 to 604,800 seconds, or -1 for as long as the stream keeps it (a day).</summary>
    public int MaxRecordAgeSeconds { get; init; } = -1;

    /// <summary>Whether a failed batch is split in two.</summary>
    public bool BisectBatchOnError { get; init; }

    /// <summary>Whether the function's answer names the records that failed (ReportBatchItemFailures). If not, any answer is success.</summary>
    public bool ReportBatchItemFailures { get; init; }

    /// <summary>Event patterns, of which one must match a record for it to be part of a batch; empty when all are.</summary>
    public IReadOnlyList<string> FilterPatterns { get; init; } = [];

    /// <summary>The queue that is told of records that are given up, if there is one.</summary>
    public string? OnFailureQueue { get; init; }
}
