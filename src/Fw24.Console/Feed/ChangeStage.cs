namespace Fw24.Console.Feed;

/// <summary>The stages of a change on its way from the write to what became of it.</summary>
public enum ChangeStage
{
    /// <summary>The table recorded it in its stream.</summary>
    Written,

    /// <summary>The mapping of its stream read it.</summary>
    Read,

    /// <summary>The mapping's filter excluded it: no function sees it.</summary>
    Filtered,

    /// <summary>A function was invoked with it.</summary>
    Invoked,

    /// <summary>The topic accepted its message.</summary>
    Published,

    /// <summary>The topic recognized its message as a duplicate.</summary>
    Duplicate,

    /// <summary>A subscription's filter policy excluded it from a queue.</summary>
    NotDelivered,

    /// <summary>A queue accepted its message.</summary>
    Queued,

    /// <summary>A handler handled it.</summary>
    Handled,

    /// <summary>An audit logger stored its record.</summary>
    Audited,

    /// <summary>A function ignores it.</summary>
    Skipped,

    /// <summary>A function failed on it.</summary>
    Failed,

    /// <summary>Its stream's mapping tries it again later.</summary>
    RetryPlanned,

    /// <summary>A function parked it.</summary>
    Parked,

    /// <summary>Its message was moved to a dead-letter queue.</summary>
    DeadLettered,

    /// <summary>Its stream's mapping gave it up.</summary>
    GivenUp,
}
