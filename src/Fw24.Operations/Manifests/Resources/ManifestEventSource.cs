namespace Fw24.Operations.Manifests.Resources;

/// <summary>An event source mapping, from a table's stream or from a queue.</summary>
internal sealed record ManifestEventSource
{
    /// <summary>The function's name in AWS.</summary>
    public required string Function { get; init; }

    /// <summary>The table of the stream; <see langword="null"/> if the source is a queue.</summary>
    public string? Stream { get; init; }

    /// <summary>The queue; <see langword="null"/> if the source is a stream.</summary>
    public string? Queue { get; init; }

    /// <summary>The maximum number of records per invocation.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The time for which records are gathered.</summary>
    public int MaxBatchingWindowSeconds { get; init; }

    /// <summary>The maximum number of concurrent batches of a queue; <see langword="null"/> for no maximum.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The number of concurrent batches per shard.</summary>
    public int? ParallelizationFactor { get; init; }

    /// <summary>The number of retries; <see langword="null"/> for no limit.</summary>
    public int? RetryAttempts { get; init; }

    /// <summary>The maximum age of a record.</summary>
    public int? MaxRecordAgeSeconds { get; init; }

    /// <summary>Indicates whether a failed batch is split in two.</summary>
    public bool BisectBatchOnError { get; init; }

    /// <summary>The event patterns, one of which must match.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>The queue that is notified of records that were given up on.</summary>
    public string? OnFailure { get; init; }

    /// <summary>The bucket that keeps these records; <see langword="null"/> if the queue is the destination.</summary>
    public string? FailedRecords { get; init; }

    /// <summary>The source as people call it.</summary>
    public string Source => Queue is not null ? $"the queue {Queue}" : $"the stream of {Stream}";

    /// <summary>Indicates whether an ARN is that of the source.</summary>
    public bool IsSource(string? arn) => arn is not null && (Queue is not null
        ? arn.EndsWith($":{Queue}", StringComparison.Ordinal)
        : arn.Contains($":table/{Stream}/stream/", StringComparison.Ordinal));
}
