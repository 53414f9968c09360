namespace Fw24.Operations.Aws;

/// <summary>A metric and a statistic of it.</summary>
/// <param name="Namespace">The namespace, such as <c>AWS/Lambda</c>.</param>
/// <param name="Name">The metric's name.</param>
/// <param name="Statistic">The statistic, such as <c>Sum</c>.</param>
/// <param name="Dimensions">The dimensions.</param>
internal sealed record Metric(
    string Namespace, string Name, string Statistic, IReadOnlyList<KeyValuePair<string, string>> Dimensions)
{
    /// <summary>
    /// Indicates whether another one is the same metric. Its statistic and the order of its dimensions may differ.
    /// </summary>
    public bool IsOf(Metric other) => Namespace == other.Namespace
        && Name == other.Name
        && Dimensions.Count == other.Dimensions.Count
        && Dimensions.All(other.Dimensions.Contains);
}
