namespace Fw24.Operations.Status;

/// <summary>
/// A deployed stack. Its drift is that of its template from the code's, and the one that a drift detection found.
/// </summary>
internal sealed record StackState : ResourceState
{
    /// <summary>The status, such as <c>UPDATE_COMPLETE</c>; <see langword="null"/> if it is not known.</summary>
    public string? Status { get; init; }

    /// <summary>The time of the last update, or of the creation.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Indicates whether its template was compared with the code's.</summary>
    public bool IsCompared { get; init; }
}
