namespace Fw24;

/// <summary>Handles the changes of one entity. Derive from the generated <c>{Entity}ChangeHandler</c>, not from this.</summary>
/// <typeparam name="TChange">The entity's change record.</typeparam>
public abstract class ChangeHandler<TChange>
    where TChange : EntityChange
{
    /// <summary>Handles one change. A change may arrive more than once: <see cref="EntityChange.EventId"/> is the same each time.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">Where and when it is handled.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>A task that ends when the change is handled. Its failure brings the message back.</returns>
    public abstract Task HandleAsync(TChange change, ChangeContext context, CancellationToken cancellationToken);
}
