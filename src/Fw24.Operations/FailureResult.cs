namespace Fw24.Operations;

/// <summary>
/// The possible results of a message's replay. A message is deleted after some of them, and is otherwise left in its queue.
/// </summary>
public enum FailureResult
{
    /// <summary>
    /// It was not replayed yet: an earlier message of its item failed, or the run ended before its turn. It is left.
    /// </summary>
    Pending,

    /// <summary>Its changes were published, stored or handled. It is deleted.</summary>
    Handled,

    /// <summary>The function had nothing to do for it. It is deleted.</summary>
    Skipped,

    /// <summary>It was parked again: the parking queue has a new message with the new reason. It is deleted.</summary>
    Parked,

    /// <summary>It was dropped by an operator without being replayed. It is deleted.</summary>
    Dropped,

    /// <summary>It failed again. It is left.</summary>
    Failed,

    /// <summary>It belongs to something else, and nothing was run. It is left.</summary>
    Refused,

    /// <summary>The function does not report an outcome. It is left.</summary>
    Unknown,
}
