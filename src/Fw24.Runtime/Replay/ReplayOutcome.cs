namespace Fw24.Replay;

/// <summary>What became of a replay.</summary>
/// <param name="Records">How many records or messages were handed to the function.</param>
/// <param name="Failed">Those the function answered as failed: sequence numbers of a stream's records, ids of a queue's messages.</param>
public sealed record ReplayOutcome(int Records, IReadOnlyList<string> Failed)
{
    /// <summary>Whether nothing failed. What was parked again counts as done.</summary>
    public bool Succeeded => Failed.Count == 0;
}
