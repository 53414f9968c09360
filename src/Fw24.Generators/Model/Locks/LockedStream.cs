namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about a table's stream.</summary>
/// <param name="ViewType">A member of <see cref="StreamViewType"/>.</param>
/// <param name="Fifo">Indicates whether the topic and its queues are FIFO.</param>
/// <param name="Topic">The topic's name in AWS.</param>
internal sealed record LockedStream(string ViewType, bool Fifo, string Topic);
