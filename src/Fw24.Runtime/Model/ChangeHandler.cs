namespace Fw24;

/// <summary>Handles the changes of one entity. Derive from the generated <c>{Entity}ChangeHandler</c>, not from this class.</summary>
/// <typeparam name="TChange">The entity's change record.</typeparam>
public abstract class ChangeHandler<TChange>
    where TChange : EntityChange
{
    /// <summary>Handles one change. A change may arrive more than once, each time with the same <see cref="EntityChange.EventId"/>.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled. If it fails, the message is delivered again.</returns>
    public abstract Task HandleAsync(TChange change, ChangeContext context, CancellationToken cancellationToken);
}
