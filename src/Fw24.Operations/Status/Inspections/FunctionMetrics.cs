using Fw24.Operations.Aws;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>The metrics of a function.</summary>
internal sealed record FunctionMetrics
{
    /// <summary>The failed invocations.</summary>
    public required Metric Errors { get; init; }

    /// <summary>The throttled invocations.</summary>
    public required Metric Throttles { get; init; }

    /// <summary>The age of what waits for the function; <see langword="null"/> if it has no event source.</summary>
    public Metric? Lag { get; init; }

    /// <summary>The number of the lag's units in a second: Lambda counts milliseconds, SQS seconds.</summary>
    public int LagPerSecond { get; init; } = 1;

    /// <summary>The gaps opened and filled; empty if the function marks none.</summary>
    public IReadOnlyList<Metric> Gaps { get; init; } = [];

    /// <summary>All metrics of which recent values are read.</summary>
    public IEnumerable<Metric> Lately => Lag is null ? [Errors, Throttles] : [Errors, Throttles, Lag];

    /// <summary>Returns the metrics of a function.</summary>
    public static FunctionMetrics Of(ManifestApp app, ManifestFunction function)
    {
        var source = app.SourceOf(function);
        return new FunctionMetrics
        {
            Errors = AppMetrics.OfFunction(function.Name, "Errors", "Sum"),
            Throttles = AppMetrics.OfFunction(function.Name, "Throttles", "Sum"),
            Lag = source switch
            {
                null => null,
                { Queue: { } queue } => AppMetrics.OfQueue(queue, "ApproximateAgeOfOldestMessage", "Maximum"),
                _ => AppMetrics.OfFunction(function.Name, "IteratorAge", "Maximum"),
            },
            LagPerSecond = source is { Queue: null } ? 1000 : 1,
            Gaps = function.MarksGaps
                ?
                [
                    AppMetrics.OwnOf(app, function.Function, "GapsOpened", "Sum"),
                    AppMetrics.OwnOf(app, function.Function, "GapsFilled", "Sum"),
                ]
                : [],
        };
    }

    /// <summary>Returns the latest lag in seconds; <see langword="null"/> if there is no value.</summary>
    /// <param name="values">The values, the latest first; <see langword="null"/> if they are not known.</param>
    public double? LagIn(MetricValues? values) => Lag is null ? null : values?.Latest(Lag) / LagPerSecond;

    /// <summary>Returns the gaps that are open; <see langword="null"/> if the function marks none.</summary>
    /// <param name="values">The values; <see langword="null"/> if they are not known.</param>
    public GapCount? GapsIn(MetricValues? values) => values is not null && Gaps is [var opened, var filled]
        ? new GapCount(Math.Max(0, values.Sum(opened) - values.Sum(filled)), IsExact: false)
        : null;
}
