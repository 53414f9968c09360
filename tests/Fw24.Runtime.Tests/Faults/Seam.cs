namespace Fw24.Runtime.Tests.Faults;

/// <summary>The places where a function runs code that is not its own.</summary>
public enum Seam
{
    /// <summary>None: the failure-free run.</summary>
    None,

    /// <summary><c>ActivityListener.Sample</c>.</summary>
    Sample,

    /// <summary><c>ActivityListener.SampleUsingParentId</c>.</summary>
    SampleByParentId,

    /// <summary><c>ActivityListener.ActivityStarted</c>.</summary>
    ActivityStarted,

    /// <summary><c>ActivityListener.ActivityStopped</c>.</summary>
    ActivityStopped,

    /// <summary><c>Activity.CurrentChanged</c>.</summary>
    CurrentActivity,

    /// <summary>A <c>MeterListener</c>'s counters.</summary>
    Counter,

    /// <summary>A <c>MeterListener</c>'s histograms.</summary>
    Histogram,

    /// <summary><c>ILogger.Log</c>.</summary>
    Log,

    /// <summary><c>ILogger.IsEnabled</c>.</summary>
    LogEnabled,

    /// <summary><c>InvocationContext.OnOutcome</c>.</summary>
    Outcome,

    /// <summary><c>TimeProvider.GetTimestamp</c>.</summary>
    Timestamp,

    /// <summary><c>TimeProvider.GetUtcNow</c>.</summary>
    UtcNow,

    /// <summary><c>TimeProvider.CreateTimer</c>.</summary>
    Timer,

    /// <summary>The disposal of the deadline's timer.</summary>
    TimerEnd,

    /// <summary>A call (topic, store, sink or handler) that throws before it returns a task.</summary>
    Call,

    /// <summary>A call that throws after its first await, before it took effect.</summary>
    CallBefore,

    /// <summary>A call that throws after it took effect.</summary>
    CallAfter,

    /// <summary>A call that returns null.</summary>
    AnswerNull,

    /// <summary>A call that returns a list that throws while it is read.</summary>
    AnswerList,

    /// <summary>A call that returns a list that can be read once.</summary>
    AnswerOnce,

    /// <summary>The claim check, before it returns a task.</summary>
    Claim,

    /// <summary>The claim check, after an await.</summary>
    ClaimLater,

    /// <summary>The parking queue, before it returns a task.</summary>
    Parking,

    /// <summary>The parking queue, after it has taken effect.</summary>
    ParkingAfter,

    /// <summary>The table model's entities, as redaction, publishing and decoding access them.</summary>
    Model,

    /// <summary>Not an exception but the host's cancellation, during the n-th call of any seam.</summary>
    Cancellation,
}
