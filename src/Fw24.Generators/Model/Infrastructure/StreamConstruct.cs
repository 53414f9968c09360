namespace Fw24.Generators.Model.Infrastructure;

/// <summary>The path of a table's changes to its topic, and the topic's subscribers.</summary>
internal sealed record StreamConstruct
{
    public required FunctionNames Function { get; init; }

    public required FunctionSettings Settings { get; init; }

    /// <summary>The topic's name, without <c>.fifo</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>The name of the queue that receives reports of failed batches.</summary>
    public required string FailureQueue { get; init; }

    /// <summary>Indicates whether a bucket keeps the records of failed batches; the queue is then notified of its objects.</summary>
    public required bool KeepsFailedRecords { get; init; }

    public required bool Fifo { get; init; }

    /// <summary>The maximum size of the topic's messages; <see langword="null"/> for SNS's default.</summary>
    public required int? MaxMessageBytes { get; init; }

    /// <summary>Indicates whether SNS allows only subscriptions of SQS, Lambda and Firehose, as it does above its default.</summary>
    public required bool LimitsProtocols { get; init; }

    public required StreamViewType ViewType { get; init; }

    public required StreamStartingPosition StartingPosition { get; init; }

    public required int BatchSize { get; init; }

    public required int WindowSeconds { get; init; }

    public required bool BisectBatchOnError { get; init; }

    /// <summary>The number of retries; -1: as long as the stream keeps a record.</summary>
    public required int RetryAttempts { get; init; }

    public required int ParallelizationFactor { get; init; }

    public required int MaxRecordAgeSeconds { get; init; }

    /// <summary>The lag of the stream processor that raises an alarm.</summary>
    public required int IteratorAgeAlarmSeconds { get; init; }

    /// <summary>The key attribute used to filter out audit records in the same table; <see langword="null"/> if it holds none.</summary>
    public required string? AuditFilterKey { get; init; }

    /// <summary>Indicates whether large changes are stored in the app's bucket.</summary>
    public required bool HasClaimChecks { get; init; }

    /// <summary>Indicates whether the stream processor redacts by a keyed hash.</summary>
    public required bool HasHmacKey { get; init; }

    /// <summary>The handlers in ordinal order, then the audit logger.</summary>
    public required EquatableArray<SubscriberConstruct> Subscribers { get; init; }
}
