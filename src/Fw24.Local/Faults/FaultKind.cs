namespace Fw24.Local.Faults;

/// <summary>What a fault does.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The call is refused as one too many.</summary>
    Throttle,

    /// <summary>The call fails and has had no effect.</summary>
    FailBefore,

    /// <summary>The call has had its effect, and its answer is lost.</summary>
    FailAfter,

    /// <summary>Some entries of the call fail, others do not.</summary>
    Partial,

    /// <summary>The function's process dies before the call.</summary>
    CrashBefore,

    /// <summary>The function's process dies after the call.</summary>
    CrashAfter,

    /// <summary>The call takes up to 2 seconds.</summary>
    Slow,

    /// <summary>A message of a standard topic arrives twice.</summary>
    Duplicate,

    /// <summary>A message of a standard topic arrives late, behind others.</summary>
    Delay,

    /// <summary>Handled messages are not deleted, and so come again after their visibility timeout.</summary>
    Redeliver,

    /// <summary>The function cannot be run for longer than the 5 minutes in which duplicates are recognized.</summary>
    Outage,

    /// <summary>A batch is smaller than it could be.</summary>
    ShortBatch,

    /// <summary>A record that cannot be processed enters the stream.</summary>
    Poison,

    /// <summary>The call is refused for want of a right, and so is each that follows it from that function, until the right is there again: up to 10 minutes later.</summary>
    Deny,
}
