namespace Fw24.Local.Resources;

/// <summary>A log group.</summary>
public sealed record LogGroupResource
{
    /// <summary>The log group's name.</summary>
    public required string Name { get; init; }

    /// <summary>How many days it keeps its events; 0 for ever.</summary>
    public int RetentionDays { get; init; }
}
