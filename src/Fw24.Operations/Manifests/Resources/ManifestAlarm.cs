namespace Fw24.Operations.Manifests.Resources;

/// <summary>An alarm: more than the threshold in each of several periods.</summary>
internal sealed record ManifestAlarm
{
    /// <summary>The topic that it watches, if it is one.</summary>
    public string? Topic { get; init; }

    /// <summary>The queue that it watches, if it is one.</summary>
    public string? Queue { get; init; }

    /// <summary>The function that it watches, if it is one.</summary>
    public string? Function { get; init; }

    /// <summary>The table whose stream's mapping it watches, if it is one.</summary>
    public string? Stream { get; init; }

    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The statistic.</summary>
    public required string Statistic { get; init; }

    /// <summary>The period.</summary>
    public required int PeriodSeconds { get; init; }

    /// <summary>The threshold.</summary>
    public required double Threshold { get; init; }

    /// <summary>The number of periods.</summary>
    public required int EvaluationPeriods { get; init; }

    /// <summary>The alarm as people call it, until its name in AWS is known.</summary>
    public string Subject => $"{Topic ?? Queue ?? Function ?? Stream} {Metric}";
}
