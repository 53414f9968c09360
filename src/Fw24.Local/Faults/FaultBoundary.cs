namespace Fw24.Local.Faults;

/// <summary>Where a fault may strike: each step from a write to an audit record.</summary>
public enum FaultBoundary
{
    /// <summary>A write to a table.</summary>
    Write,

    /// <summary>The forming of a batch of stream records.</summary>
    Batch,

    /// <summary>Lambda's call of a function.</summary>
    Invoke,

    /// <summary>A function's publishing to a topic.</summary>
    Publish,

    /// <summary>A topic's delivery to a queue.</summary>
    Deliver,

    /// <summary>A change handler's handling of one change.</summary>
    Handle,

    /// <summary>A function's writing to a table.</summary>
    Store,

    /// <summary>A function's creating a log stream.</summary>
    CreateLogStream,

    /// <summary>A function's writing to a log group.</summary>
    PutLogEvents,

    /// <summary>An audit function's writing to its standard output.</summary>
    Console,

    /// <summary>A function's parking of what it cannot process.</summary>
    Park,

    /// <summary>A function's storing or fetching of what is too large for a message.</summary>
    Claim,

    /// <summary>A function's answer.</summary>
    Answer,

    /// <summary>The deletion of messages that a function handled.</summary>
    Acknowledge,
}
