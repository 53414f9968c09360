namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>What a manifest says of a queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fifo">Whether it is FIFO.</param>
/// <param name="RetentionSeconds">How long it keeps a message.</param>
/// <param name="VisibilityTimeoutSeconds">How long a received message is hidden; <see langword="null"/> for a queue that no function reads.</param>
/// <param name="DeadLetterQueue">The queue behind it.</param>
/// <param name="MaxReceiveCount">How often a message is received before it goes there.</param>
/// <param name="RedriveSources">The queues whose dead-letter queue it may be.</param>
internal sealed record QueueFacts(
    string Name, bool Fifo, int RetentionSeconds, int? VisibilityTimeoutSeconds = null, string? DeadLetterQueue = null, int? MaxReceiveCount = null, IReadOnlyList<string>? RedriveSources = null);
