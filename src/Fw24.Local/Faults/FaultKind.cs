namespace Fw24.Local.Faults;

/// <summary>The effect of a fault.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The call is throttled.</summary>
    Throttle,

    /// <summary>The call fails without having had an effect.</summary>
    FailBefore,

    /// <summary>The call takes effect, but its response is lost.</summary>
    FailAfter,

    /// <summary>Some entries of the call fail.</summary>
    Partial,

    /// <summary>The function's process dies before the call.</summary>
    CrashBefore,

    /// <summary>The function's process dies after the call.</summary>
    CrashAfter,

    /// <summary>The call takes up to 2 seconds.</summary>
    Slow,

    /// <summary>A message of a standard topic arrives twice.</summary>
    Duplicate,

    /// <summary>A message of a standard topic arrives late, after others.</summary>
    Delay,

    /// <summary>Handled messages are not deleted, and so return after their visibility timeout.</summary>
    Redeliver,

    /// <summary>The function cannot run for longer than the 5 minutes in which duplicates are recognized.</summary>
    Outage,

    /// <summary>A batch is smaller than it could be.</summary>
    ShortBatch,

    /// <summary>A record that cannot be processed enters the stream.</summary>
    Poison,

    /// <summary>Access is denied to the call and to each that follows it from that function, for up to 10 minutes.</summary>
    Deny,
}
