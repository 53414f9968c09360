namespace Fw24.Console.Feed;

/// <summary>The states of a change, or of its message to one function.</summary>
public enum ChangeState
{
    /// <summary>It is in the stream, in a queue or in a function.</summary>
    UnderWay,

    /// <summary>It failed and is tried again.</summary>
    Retrying,

    /// <summary>Everything that was to be done is done.</summary>
    Done,

    /// <summary>It was parked, dead-lettered or given up.</summary>
    Failed,
}
