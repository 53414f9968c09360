namespace Fw24;

/// <summary>Publishes the table's changes: its stream is read by a stream processor function that publishes to an SNS topic.</summary>
/// <remarks>Entities of one table share these settings: one of them states them, the others may leave the attribute out.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StreamEnabledAttribute : Attribute
{
    /// <summary>Which images a stream record carries. Default: <see cref="StreamViewType.NewAndOldImages"/>.</summary>
    public StreamViewType ViewType { get; set; } = StreamViewType.NewAndOldImages;

    /// <summary>The topic's name, without <c>.fifo</c>. Default: <c>{table}-stream</c>; <c>.fifo</c> is added when <see cref="Fifo"/>.</summary>
    public string? TopicName { get; set; }

    /// <summary>Whether the topic and its queues are FIFO: changes of one item reach each handler in their order. Default: <see langword="false"/>.</summary>
    public bool Fifo { get; set; }

    /// <summary>Stream records per invocation, at most: 1 to 10,000 (Lambda, event source mapping). Default: 5.</summary>
    public int BatchSize { get; set; } = 5;

    /// <summary>Whether a failed batch is split in two before it is retried. Default: <see langword="true"/>.</summary>
    public bool BisectBatchOnError { get; set; } = true;

    /// <summary>How often a failed batch is retried before it goes to the on-failure destination: 0 to 10,000, or -1 for as long as the stream keeps it. Default: 3.</summary>
    public int RetryAttempts { get; set; } = 3;

    /// <summary>How long Lambda gathers records before it invokes: 0 to 300 seconds. Default: 0.</summary>
    public int MaxBatchingWindowSeconds { get; set; }

    /// <summary>How many batches of one shard run at the same time, each item's changes in one of them: 1 to 10. Default: 1.</summary>
    public int ParallelizationFactor { get; set; } = 1;

    /// <summary>How old a record may get before it goes to the on-failure destination: 60 to 86,400 seconds, the time a stream keeps it. Default: 86,400.</summary>
    public int MaxRecordAgeSeconds { get; set; } = 86_400;

    /// <summary>Where reading starts when the mapping is made. Default: <see cref="StreamStartingPosition.TrimHorizon"/>.</summary>
    public StreamStartingPosition StartingPosition { get; set; } = StreamStartingPosition.TrimHorizon;

    /// <summary>What is done with a change too large for a message (262,144 bytes with its attributes). Default: <see cref="LargeRecordPolicy.ClaimCheck"/>.</summary>
    public LargeRecordPolicy LargeRecords { get; set; } = LargeRecordPolicy.ClaimCheck;
}
