namespace Fw24;

/// <summary>The possible outcomes of a record or message of an invocation.</summary>
public enum RecordResult
{
    /// <summary>The function did not report it as failed and gave no further information, as functions outside Fw24 do.</summary>
    Unknown,

    /// <summary>Its change was published, stored or handled.</summary>
    Handled,

    /// <summary>The function had nothing to do for it.</summary>
    Skipped,

    /// <summary>It cannot be processed; it is in the parking queue.</summary>
    Parked,

    /// <summary>It failed; the event source keeps it.</summary>
    Failed,

    /// <summary>It belongs to another function and was not handed to this one.</summary>
    Refused,
}
