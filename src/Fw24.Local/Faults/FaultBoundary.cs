namespace Fw24.Local.Faults;

/// <summary>The places at which a fault may strike: each step from a write to an audit record.</summary>
public enum FaultBoundary
{
    /// <summary>A write to a table.</summary>
    Write,

    /// <summary>The forming of a batch of stream records.</summary>
    Batch,

    /// <summary>Lambda's invocation of a function.</summary>
    Invoke,

    /// <summary>A function's publish to a topic.</summary>
    Publish,

    /// <summary>A topic's delivery to a queue.</summary>
    Deliver,

    /// <summary>A change handler's handling of a change.</summary>
    Handle,

    /// <summary>A function's write to a table.</summary>
    Store,

    /// <summary>A function's creation of a log stream.</summary>
    CreateLogStream,

    /// <summary>A function's write to a log group.</summary>
    PutLogEvents,

    /// <summary>An audit function's write to its standard output.</summary>
    Console,

    /// <summary>A function's parking of a record or message that it cannot process.</summary>
    Park,

    /// <summary>A function's storing or fetching of content that is too large for a message.</summary>
    Claim,

    /// <summary>A function's delay of messages that failed.</summary>
    Delay,

    /// <summary>A function's response.</summary>
    Answer,

    /// <summary>The deletion of messages that a function has handled.</summary>
    Acknowledge,

    /// <summary>A function's call to the bucket or the key of the log that seals audits.</summary>
    Seal,
}
