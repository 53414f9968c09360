namespace Fw24.Local.Scheduling;

/// <summary>An event scheduled for a time.</summary>
internal sealed class ScheduledEvent
{
    public required long Due { get; init; }

    public required EventKind Kind { get; init; }

    public required Action Happen { get; init; }

    /// <summary>Indicates whether it has happened or was cancelled.</summary>
    public bool Over { get; set; }
}
