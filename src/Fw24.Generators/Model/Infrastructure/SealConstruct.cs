namespace Fw24.Generators.Model.Infrastructure;

/// <summary>The log of an app's sealed audits, and the function that seals it.</summary>
internal sealed record SealConstruct
{
    /// <summary>The function's name within the app.</summary>
    public const string Name = "seal";

    /// <summary>The periods after which the lag's alarm is raised: runs without one between them may be two periods apart.</summary>
    public const int AlarmPeriods = 3;

    public required FunctionNames Function { get; init; }

    public required FunctionSettings Settings { get; init; }

    /// <summary>The time between two runs.</summary>
    public required int Minutes { get; init; }

    /// <summary>The time for which no object of the log can be deleted; 0 without a lock.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>The period of the lag's alarm: one run, at least.</summary>
    public int AlarmPeriodMinutes => Math.Max(5, Minutes);

    /// <summary>The lag in seconds from which the alarm is raised: three runs, and at least a quarter of an hour.</summary>
    public int AlarmSeconds => Math.Max(900, 3 * 60 * Minutes);
}
