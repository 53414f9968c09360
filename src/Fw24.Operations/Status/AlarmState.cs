namespace Fw24.Operations.Status;

/// <summary>A deployed alarm.</summary>
internal sealed record AlarmState : ResourceState
{
    /// <summary>
    /// The state: <c>OK</c>, <c>ALARM</c> or <c>INSUFFICIENT_DATA</c>; <see langword="null"/> if it is not known.
    /// </summary>
    public string? State { get; init; }

    /// <summary>The time of the last change of the state.</summary>
    public DateTimeOffset? Since { get; init; }
}
