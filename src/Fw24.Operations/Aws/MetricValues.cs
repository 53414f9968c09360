namespace Fw24.Operations.Aws;

/// <summary>The values of metrics in a span of time.</summary>
/// <param name="values">The values of each metric, the latest first.</param>
internal sealed class MetricValues(IReadOnlyDictionary<Metric, List<double>> values)
{
    /// <summary>Returns the latest value of a metric; <see langword="null"/> if it has none.</summary>
    public double? Latest(Metric metric) => values[metric] is [var latest, ..] ? latest : null;

    /// <summary>Returns the sum of a metric's values.</summary>
    public long Sum(Metric metric) => (long)values[metric].Sum();
}
