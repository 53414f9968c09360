using System.Text.Json.Serialization;

namespace Fw24.Operations.Aws;

/// <summary>An event source mapping, in the terms of Lambda's API (<c>EventSourceMappingConfiguration</c>).</summary>
internal sealed record LambdaMapping
{
    /// <summary>The mapping's id.</summary>
    [JsonPropertyName("UUID")]
    public string? Id { get; init; }

    /// <summary>The ARN of the queue or stream.</summary>
    public string? EventSourceArn { get; init; }

    /// <summary>The state, such as <c>Enabled</c> or <c>Disabled</c>.</summary>
    public string? State { get; init; }

    /// <summary>The cause of the last change of the state, such as <c>User action</c>.</summary>
    public string? StateTransitionReason { get; init; }

    /// <summary>The result of the last invocation, such as <c>OK</c> or <c>PROBLEM: Function call failed</c>.</summary>
    public string? LastProcessingResult { get; init; }

    /// <summary>The maximum number of records per invocation.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The time for which records are gathered.</summary>
    public int? MaximumBatchingWindowInSeconds { get; init; }

    /// <summary>The number of concurrent batches per shard.</summary>
    public int? ParallelizationFactor { get; init; }

    /// <summary>The number of retries; -1 for no limit.</summary>
    public int? MaximumRetryAttempts { get; init; }

    /// <summary>The maximum age of a record; -1 for no limit.</summary>
    public int? MaximumRecordAgeInSeconds { get; init; }

    /// <summary>Indicates whether a failed batch is split in two.</summary>
    public bool? BisectBatchOnFunctionError { get; init; }

    /// <summary>The features of the function's responses, such as <c>ReportBatchItemFailures</c>.</summary>
    public IReadOnlyList<string>? FunctionResponseTypes { get; init; }

    /// <summary>The filters.</summary>
    public MappingFilters? FilterCriteria { get; init; }

    /// <summary>The destinations.</summary>
    public MappingDestinations? DestinationConfig { get; init; }

    /// <summary>The limits of scaling.</summary>
    public MappingScaling? ScalingConfig { get; init; }

    /// <summary>The filters of a mapping.</summary>
    /// <param name="Filters">The filters; one of them must match.</param>
    internal sealed record MappingFilters(IReadOnlyList<MappingFilter>? Filters);

    /// <summary>A filter.</summary>
    /// <param name="Pattern">The event pattern.</param>
    internal readonly record struct MappingFilter(string? Pattern);

    /// <summary>The destinations of a mapping.</summary>
    /// <param name="OnFailure">The destination of records that were given up on.</param>
    internal sealed record MappingDestinations(MappingDestination? OnFailure);

    /// <summary>A destination.</summary>
    /// <param name="Destination">The ARN of the queue or bucket.</param>
    internal sealed record MappingDestination(string? Destination);

    /// <summary>The limits of a mapping's scaling.</summary>
    /// <param name="MaximumConcurrency">The maximum number of concurrent batches.</param>
    internal sealed record MappingScaling(int? MaximumConcurrency);
}
