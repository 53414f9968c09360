namespace Fw24.Operations.Status;

/// <summary>A deployed function with its event source mapping.</summary>
internal sealed record FunctionState : ResourceState
{
    /// <summary>The name within the app.</summary>
    public required string Function { get; init; }

    /// <summary>The state, such as <c>Active</c>; <see langword="null"/> if it does not exist or is not known.</summary>
    public string? State { get; init; }

    /// <summary>The status of the last update, such as <c>Successful</c>.</summary>
    public string? LastUpdate { get; init; }

    /// <summary>The event source mapping; <see langword="null"/> if it has none or is not known.</summary>
    public MappingState? Mapping { get; init; }

    /// <summary>
    /// The age of the oldest record or message that waits for it, by the latest metric of the last hour; <see langword="null"/>
    /// if there is no value.
    /// </summary>
    public double? LagSeconds { get; init; }

    /// <summary>The number of failed invocations in the last hour; <see langword="null"/> if it is not known.</summary>
    public long? Errors { get; init; }

    /// <summary>The number of throttled invocations in the last hour; <see langword="null"/> if it is not known.</summary>
    public long? Throttles { get; init; }

    /// <summary>
    /// The number of gaps in the trails that it writes; <see langword="null"/> if it marks none, or if it is not known.
    /// </summary>
    public GapCount? Gaps { get; init; }
}
