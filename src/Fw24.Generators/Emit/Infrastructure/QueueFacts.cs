namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>The facts about a queue in a manifest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fifo">Indicates whether it is FIFO.</param>
/// <param name="RetentionSeconds">The time it keeps a message.</param>
/// <param name="VisibilityTimeoutSeconds">The time a received message stays hidden; <see langword="null"/> for a queue that no function reads.</param>
/// <param name="DeadLetterQueue">Its dead-letter queue.</param>
/// <param name="MaxReceiveCount">The number of receives before a message goes there.</param>
/// <param name="AgeAlarmSeconds">The age of its oldest message at which an alarm is raised.</param>
/// <param name="RedriveSources">The queues that may use it as their dead-letter queue.</param>
/// <param name="DelaySeconds">The time before a message can be received for the first time.</param>
internal sealed record QueueFacts(
    ManifestName Name,
    bool Fifo,
    int RetentionSeconds,
    int? VisibilityTimeoutSeconds = null,
    ManifestName? DeadLetterQueue = null,
    int? MaxReceiveCount = null,
    int? AgeAlarmSeconds = null,
    IReadOnlyList<ManifestName>? RedriveSources = null,
    int? DelaySeconds = null);
