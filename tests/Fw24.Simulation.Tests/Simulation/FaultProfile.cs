namespace Fw24.Simulation;

/// <summary>What kind of day a run has.</summary>
internal enum FaultProfile
{
    /// <summary>Nothing goes wrong.</summary>
    Calm,

    /// <summary>Some of everything goes wrong, but nothing so often that its retries are used up: nothing may be given up.</summary>
    Mild,

    /// <summary>Half of all calls are throttled or fail in part.</summary>
    Throttled,

    /// <summary>Functions crash, stand still for longer than duplicates are recognized, and answers get lost.</summary>
    Breakdown,

    /// <summary>Handlers take too long, invocations run into their deadlines, and everything else happens as well.</summary>
    Late,
}
