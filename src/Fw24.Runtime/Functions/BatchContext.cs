namespace Fw24.Functions;

/// <summary>The state of one invocation: its batch, and the outcomes so far.</summary>
/// <param name="invocation">The host's information about the invocation.</param>
internal abstract class BatchContext(InvocationContext invocation) : IDisposable
{
    /// <summary>The host's information about the invocation.</summary>
    public InvocationContext Invocation => invocation;

    /// <summary>The activity of the invocation.</summary>
    public FunctionActivity Activity { get; set; }

    /// <summary>The number of records or messages by outcome, once the work has ended.</summary>
    public abstract BatchCounts Counts { get; }

    /// <summary>Returns the memory of the batch.</summary>
    public virtual void Dispose()
    {
    }
}
