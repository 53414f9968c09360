namespace Fw24.Local.Resources;

/// <summary>A log group.</summary>
public sealed record LogGroupResource
{
    /// <summary>The log group's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of days for which it keeps its events; 0 for no expiry.</summary>
    public int RetentionDays { get; init; }
}
