namespace Fw24.Generators.Model.Infrastructure;

/// <summary>How a table's changes reach its topic, and who subscribes there.</summary>
internal sealed record StreamConstruct
{
    public required FunctionNames Function { get; init; }

    /// <summary>The topic's name, with <c>.fifo</c> where it is FIFO.</summary>
    public required string Topic { get; init; }

    /// <summary>The name of the queue that hears of batches given up on.</summary>
    public required string FailureQueue { get; init; }

    public required bool Fifo { get; init; }

    public required StreamViewType ViewType { get; init; }

    public required StreamStartingPosition StartingPosition { get; init; }

    public required int BatchSize { get; init; }

    public required int WindowSeconds { get; init; }

    public required bool BisectBatchOnError { get; init; }

    /// <summary>-1 for as long as the stream keeps a record.</summary>
    public required int RetryAttempts { get; init; }

    public required int ParallelizationFactor { get; init; }

    public required int MaxRecordAgeSeconds { get; init; }

    /// <summary>How late the stream processor may be before somebody should know.</summary>
    public required int IteratorAgeAlarmSeconds { get; init; }

    /// <summary>The key attribute whose values keep audit records of the same table out; <see langword="null"/> when it holds none.</summary>
    public required string? AuditFilterKey { get; init; }

    /// <summary>Whether large changes are kept in the app's bucket.</summary>
    public required bool HasClaimChecks { get; init; }

    /// <summary>Whether the stream processor redacts by a keyed hash.</summary>
    public required bool HasHmacKey { get; init; }

    /// <summary>Handlers in ordinal order, then the audit.</summary>
    public required EquatableArray<SubscriberConstruct> Subscribers { get; init; }
}
