namespace Fw24;

/// <summary>The ways in which a record or message of an invocation ends.</summary>
public enum RecordResult
{
    /// <summary>The function did not answer it as failed, and said no more: it is not one of Fw24's own.</summary>
    Unknown,

    /// <summary>Its change was published, stored or handled.</summary>
    Handled,

    /// <summary>The function has nothing to do for it.</summary>
    Skipped,

    /// <summary>It cannot be processed; the parking queue has it.</summary>
    Parked,

    /// <summary>It failed, and its event source keeps it.</summary>
    Failed,

    /// <summary>It belongs to another function, and so was not handed to this one.</summary>
    Refused,
}
