namespace Fw24.Simulation;

/// <summary>The fault profile of a run.</summary>
internal enum FaultProfile
{
    /// <summary>Nothing goes wrong.</summary>
    Calm,

    /// <summary>Some of everything goes wrong, but never often enough to use up retries: nothing may be given up.</summary>
    Mild,

    /// <summary>Half of all calls are throttled or fail in part.</summary>
    Throttled,

    /// <summary>Functions crash or stall for longer than duplicates are recognized, and responses are lost.</summary>
    Breakdown,

    /// <summary>Handlers take too long, invocations reach their deadlines, and all other faults occur as well.</summary>
    Late,
}
