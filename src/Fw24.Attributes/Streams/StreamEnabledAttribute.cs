namespace Fw24;

/// <summary>Publishes the table's changes: a stream processor function reads the table's stream and publishes to an SNS topic.</summary>
/// <remarks>Entities of one table share these settings: state them on one entity; the others may omit the attribute.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StreamEnabledAttribute : Attribute
{
    /// <summary>The images in a stream record. Default: <see cref="StreamViewType.NewAndOldImages"/>.</summary>
    public StreamViewType ViewType { get; set; } = StreamViewType.NewAndOldImages;

    /// <summary>The topic's name, without <c>.fifo</c>, which is appended if <see cref="Fifo"/> is set. Default: <c>{table}-stream</c>.</summary>
    public string? TopicName { get; set; }

    /// <summary>
    /// Indicates whether the topic and its queues are FIFO: each handler receives an item's changes in order. Default: <see langword="false"/>.
    /// </summary>
    public bool Fifo { get; set; }

    /// <summary>The maximum number of stream records per invocation: 1 to 10,000 (Lambda, event source mapping). Default: 5.</summary>
    public int BatchSize { get; set; } = 5;

    /// <summary>Indicates whether a failed batch is split in two before it is retried. Default: <see langword="true"/>.</summary>
    public bool BisectBatchOnError { get; set; } = true;

    /// <summary>
    /// The number of retries before a failed batch goes to the on-failure destination: 0 to 10,000, or -1 to retry as long as the stream keeps the records.
    /// Default: 3.
    /// </summary>
    public int RetryAttempts { get; set; } = 3;

    /// <summary>The time Lambda gathers records before it invokes: 0 to 300 seconds. Default: 0.</summary>
    public int MaxBatchingWindowSeconds { get; set; }

    /// <summary>The number of batches of one shard that run in parallel: 1 to 10. An item's changes stay in one batch at a time. Default: 1.</summary>
    public int ParallelizationFactor { get; set; } = 1;

    /// <summary>The age at which a record goes to the on-failure destination: 60 to 86,400 seconds, the retention of a stream. Default: 86,400.</summary>
    public int MaxRecordAgeSeconds { get; set; } = 86_400;

    /// <summary>The position from which a new mapping starts to read. Default: <see cref="StreamStartingPosition.TrimHorizon"/>.</summary>
    public StreamStartingPosition StartingPosition { get; set; } = StreamStartingPosition.TrimHorizon;

    /// <summary>
    /// The maximum size of a message with its attributes, and of all messages in one PublishBatch call: 1,024 to 1,048,576 bytes (SNS,
    /// MaximumMessageSize). Default: 262,144, which is also SNS's.
    /// </summary>
    /// <remarks>
    /// Above 262,144 bytes, SNS allows a topic at most 100 subscriptions, all of SQS, Lambda or Firehose. SNS and SQS bill every 64 KiB as
    /// a request. For a topic that already exists, state its own maximum.
    /// </remarks>
    public int MaxMessageBytes { get; set; } = 262_144;

    /// <summary>
    /// The handling of changes too large for a message (<see cref="MaxMessageBytes"/>).
    /// Default: <see cref="LargeRecordPolicy.ClaimCheck"/>.
    /// </summary>
    public LargeRecordPolicy LargeRecords { get; set; } = LargeRecordPolicy.ClaimCheck;

    /// <summary>
    /// The destination of records that are given up on, after <see cref="RetryAttempts"/> or <see cref="MaxRecordAgeSeconds"/>. Default:
    /// <see cref="OnFailureDestination.Default"/>, a bucket, which keeps them beyond the stream's 24 hours, unless the table has
    /// <c>[Sensitive]</c> attributes: Lambda writes records without redaction.
    /// </summary>
    public OnFailureDestination OnFailure { get; set; } = OnFailureDestination.Default;

    /// <summary>
    /// Indicates whether messages of a standard topic have a message group, too, which is the item: many changes of one item then do not
    /// delay those of others (SQS, fair queues). It implies no order. Has no effect on a FIFO topic, whose messages always have one.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool FairQueues { get; set; }

    /// <summary>
    /// The maximum duration of an invocation of the stream processor: 1 to 900 seconds (Lambda's default capacity); 0: that of
    /// <see cref="Fw24AppAttribute"/>. Default: 0.
    /// </summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>
    /// The memory of the stream processor: 128 to 10,240 MB (Lambda's default capacity); 0: that of <see cref="Fw24AppAttribute"/>.
    /// Default: 0.
    /// </summary>
    public int MemoryMegabytes { get; set; }

    /// <summary>
    /// Indicates whether the stream processor runs on Lambda Managed Instances. <see cref="TimeoutSeconds"/> may then be up to 5,400, and
    /// <see cref="MemoryMegabytes"/> up to 32,768. A hook of the stack puts the function there. Default: <see langword="false"/>.
    /// </summary>
    public bool ManagedInstances { get; set; }
}
