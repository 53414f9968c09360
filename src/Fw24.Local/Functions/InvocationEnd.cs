namespace Fw24.Local.Functions;

/// <summary>The ways in which an invocation ends.</summary>
internal enum InvocationEnd
{
    /// <summary>The function returned a response.</summary>
    Answered,

    /// <summary>The function threw, at startup or later.</summary>
    Failed,

    /// <summary>The function's process died.</summary>
    Crashed,

    /// <summary>The function timed out.</summary>
    TimedOut,

    /// <summary>The function was not invoked: there were too many concurrent invocations.</summary>
    Throttled,
}
