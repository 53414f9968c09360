namespace Fw24.Local;

/// <summary>Counts of a function's invocations, by how they ended.</summary>
public sealed record FunctionReport
{
    /// <summary>The number of invocations.</summary>
    public long Invocations { get; init; }

    /// <summary>The number of invocations that returned a response.</summary>
    public long Answered { get; init; }

    /// <summary>The number of invocations that threw.</summary>
    public long Failed { get; init; }

    /// <summary>The number of invocations whose process died.</summary>
    public long Crashed { get; init; }

    /// <summary>The number of invocations that timed out.</summary>
    public long TimedOut { get; init; }

    /// <summary>The number of invocations that Lambda throttled.</summary>
    public long Throttled { get; init; }

    /// <summary>The number of instances started.</summary>
    public long Starts { get; init; }
}
