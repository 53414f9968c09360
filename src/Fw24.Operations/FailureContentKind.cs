namespace Fw24.Operations;

/// <summary>The kinds of content of a message that a function gave up on.</summary>
public enum FailureContentKind
{
    /// <summary>Unknown, such as a message of another program.</summary>
    Unknown,

    /// <summary>A change message, as handlers and audit loggers receive it.</summary>
    Change,

    /// <summary>A record of a table's stream.</summary>
    Record,

    /// <summary>A range of a shard, whose records are in the stream for 24 hours.</summary>
    Range,

    /// <summary>An object in a table's bucket, which has the records.</summary>
    Object,
}
