namespace Fw24.Local.Resources;

/// <summary>A schedule by which a function is invoked.</summary>
public sealed record ScheduleResource
{
    /// <summary>The name of the function in the topology.</summary>
    public required string Function { get; init; }

    /// <summary>The time between two invocations in minutes.</summary>
    public required int Minutes { get; init; }
}
