namespace Fw24.Local.Scheduling;

/// <summary>Work that runs concurrently with the loop: an invocation, or a read of a stream outside of this process.</summary>
/// <remarks>
/// The virtual clock may advance only when every activity waits for it. An activity that has yielded without completing waits either
/// for a timer of the virtual clock, which the loop fires, or for something real (a socket, another thread), which the loop awaits.
/// </remarks>
internal sealed class Activity
{
    private static readonly AsyncLocal<Activity?> s_current = new();

    /// <summary>The activity that the calling code belongs to.</summary>
    public static Activity? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    /// <summary>The number of virtual timers it waits for. Guarded by the loop's gate, like all of its state.</summary>
    public int Timers { get; set; }

    /// <summary>Indicates whether the loop must await it before time advances.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Indicates whether it has ended or was abandoned.</summary>
    public bool IsOver { get; set; }

    /// <summary>Indicates whether it was abandoned: its process is gone, and none of its timers fires any more.</summary>
    public bool IsDead { get; set; }

    /// <summary>Indicates whether it kept the loop waiting too long and is no longer awaited.</summary>
    public bool IsGivenUp { get; set; }
}
