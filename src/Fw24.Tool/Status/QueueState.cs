namespace Fw24.Tool.Status;

/// <summary>A deployed queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Keeps">Indicates whether its messages wait for an operator, because no function receives them.</param>
/// <param name="Visible">The number of messages that can be received.</param>
/// <param name="InFlight">The number of messages that a function works on, or that wait to be received again.</param>
/// <param name="Delayed">The number of messages that cannot be received yet.</param>
/// <param name="Drift">What is not as the manifest says.</param>
internal sealed record QueueState(string Name, bool Keeps, int Visible, int InFlight, int Delayed, IReadOnlyList<string> Drift);
