namespace Fw24.Local;

/// <summary>How a function's invocations ended.</summary>
public sealed record FunctionReport
{
    /// <summary>How often it was invoked.</summary>
    public long Invocations { get; init; }

    /// <summary>How often it answered.</summary>
    public long Answered { get; init; }

    /// <summary>How often it threw.</summary>
    public long Failed { get; init; }

    /// <summary>How often its process died.</summary>
    public long Crashed { get; init; }

    /// <summary>How often its time was up.</summary>
    public long TimedOut { get; init; }

    /// <summary>How often Lambda refused to invoke it.</summary>
    public long Throttled { get; init; }

    /// <summary>How many instances were started.</summary>
    public long Starts { get; init; }
}
