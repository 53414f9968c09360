namespace Fw24.Local.Scheduling;

/// <summary>The kinds of events of the loop.</summary>
internal enum EventKind
{
    /// <summary>Part of the flow: the cloud is not idle until it has happened.</summary>
    Work,

    /// <summary>Caused by time alone, such as expiry and deadlines. An idle cloud may have some pending.</summary>
    Housekeeping,

    /// <summary>A timer of user code. It is called outside of the gate, because user code may block.</summary>
    Timer,
}
