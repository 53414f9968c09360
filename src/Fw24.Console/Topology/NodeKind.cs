namespace Fw24.Console.Topology;

/// <summary>The kinds of parts of a cloud.</summary>
public enum NodeKind
{
    /// <summary>A table.</summary>
    Table,

    /// <summary>A stream processor.</summary>
    Stream,

    /// <summary>A topic.</summary>
    Topic,

    /// <summary>A queue.</summary>
    Queue,

    /// <summary>A handler.</summary>
    Handler,

    /// <summary>An audit logger.</summary>
    Audit,

    /// <summary>A place in which audit records are stored.</summary>
    Store,

    /// <summary>A queue of what could not be processed.</summary>
    Failures,
}
