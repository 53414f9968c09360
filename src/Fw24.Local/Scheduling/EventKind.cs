namespace Fw24.Local.Scheduling;

/// <summary>What an event is to the loop.</summary>
internal enum EventKind
{
    /// <summary>Part of the flow: the cloud is not idle before it has happened.</summary>
    Work,

    /// <summary>Happens when time comes there by itself: expiry, deadlines. An idle cloud may have some ahead.</summary>
    Housekeeping,

    /// <summary>A timer of user code. It is called outside of the gate, for user code may block on whatever it likes.</summary>
    Timer,
}
