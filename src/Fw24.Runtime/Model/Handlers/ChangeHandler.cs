namespace Fw24;

/// <summary>Handles the changes of one entity. Derive from the generated <c>{Entity}ChangeHandler</c>, not from this class.</summary>
/// <typeparam name="TChange">The entity's change record.</typeparam>
public abstract class ChangeHandler<TChange>
    where TChange : EntityChange
{
    /// <summary>
    /// Handles one change. A change may arrive more than once, each time with the same <see cref="EntityChange.EventId"/>.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled. If it fails, the message is delivered again.</returns>
    public abstract Task HandleAsync(TChange change, ChangeContext context, CancellationToken cancellationToken);

    /// <summary>Handles the changes of an invocation in one call. By default, handles one after another until one fails.</summary>
    /// <param name="changes">The changes. Those of one item are in order if the queue is FIFO.</param>
    /// <param name="context">The context in which they are handled, which takes the reports of those that fail.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>
    /// A task that completes when all changes are handled or reported as failed. If it fails, the messages of all are delivered again.
    /// </returns>
    public virtual async Task HandleAsync(IReadOnlyList<TChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(context);
        foreach (var change in changes)
        {
            await HandleAsync(change, context.Of(change), cancellationToken).ConfigureAwait(false);
        }
    }
}
