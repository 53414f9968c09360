namespace Fw24.Local.Functions;

/// <summary>How an invocation ended.</summary>
internal enum InvocationEnd
{
    /// <summary>The function answered.</summary>
    Answered,

    /// <summary>The function threw, at its start or later.</summary>
    Failed,

    /// <summary>The function's process died.</summary>
    Crashed,

    /// <summary>Its time was up.</summary>
    TimedOut,

    /// <summary>It was not invoked: too many invocations at once.</summary>
    Throttled,
}
