namespace Fw24.Console.Topology;

/// <summary>What a part of a cloud shows now.</summary>
/// <param name="Figure">The figure that matters most: what passed it, or what waits in it; <see langword="null"/> if it is not known.</param>
/// <param name="Unit">What the figure counts.</param>
/// <param name="Rate">What passes it, per second of this machine's time.</param>
/// <param name="Oldest">The age of the oldest message that waits; <see langword="null"/> if none does.</param>
/// <param name="Failures">What failed in it, or was given up.</param>
/// <param name="DeadLetters">The messages that it gave up and that are still kept.</param>
/// <param name="HasProblem">Indicates whether it differs from what the app's code says, or does not work.</param>
/// <param name="Resource">Its name in AWS; <see langword="null"/> if it is the node's.</param>
public sealed record NodeStatus(
    long? Figure,
    string Unit,
    double Rate,
    TimeSpan? Oldest = null,
    long Failures = 0,
    int DeadLetters = 0,
    bool HasProblem = false,
    string? Resource = null)
{
    /// <summary>Indicates whether somebody must look at it.</summary>
    public bool NeedsAttention => DeadLetters > 0 || HasProblem;
}
