namespace Fw24.Operations.Aws;

/// <summary>An alarm of CloudWatch.</summary>
internal sealed record MetricAlarm
{
    /// <summary>The alarm's name.</summary>
    public required string Name { get; init; }

    /// <summary>The metric that it watches.</summary>
    public required Metric Metric { get; init; }

    /// <summary>The state: <c>OK</c>, <c>ALARM</c> or <c>INSUFFICIENT_DATA</c>.</summary>
    public required string State { get; init; }

    /// <summary>The reason for the state.</summary>
    public string? Reason { get; init; }

    /// <summary>The time of the last change of the state.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Indicates whether its actions are enabled.</summary>
    public bool HasActions { get; init; }

    /// <summary>The threshold.</summary>
    public double? Threshold { get; init; }

    /// <summary>The period in seconds.</summary>
    public double? Period { get; init; }

    /// <summary>The number of periods.</summary>
    public double? EvaluationPeriods { get; init; }
}
