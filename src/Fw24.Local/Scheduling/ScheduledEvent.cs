namespace Fw24.Local.Scheduling;

/// <summary>Something that happens at a time.</summary>
internal sealed class ScheduledEvent
{
    public required long Due { get; init; }

    public required EventKind Kind { get; init; }

    public required Action Happen { get; init; }

    /// <summary>Whether it has happened or was cancelled.</summary>
    public bool Over { get; set; }
}
