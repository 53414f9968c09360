namespace Fw24;

/// <summary>Handles the changes of one entity by operation. Derive from the generated <c>{Entity}ChangeHandler</c>, not from this class.</summary>
/// <typeparam name="TChange">The entity's change record.</typeparam>
/// <typeparam name="TInserted">The case of an item that did not exist before.</typeparam>
/// <typeparam name="TModified">The case of an item that was overwritten.</typeparam>
/// <typeparam name="TRemoved">The case of an item that no longer exists.</typeparam>
public abstract class ChangeHandler<TChange, TInserted, TModified, TRemoved> : ChangeHandler<TChange>
    where TChange : EntityChange
    where TInserted : TChange
    where TModified : TChange
    where TRemoved : TChange
{
    /// <inheritdoc/>
    public sealed override Task HandleAsync(TChange change, ChangeContext context, CancellationToken cancellationToken) => change switch
    {
        TInserted inserted => OnInsertedAsync(inserted, context, cancellationToken),
        TModified modified => OnModifiedAsync(modified, context, cancellationToken),
        TRemoved removed => OnRemovedAsync(removed, context, cancellationToken),
        _ => throw new ArgumentNullException(nameof(change)),
    };

    /// <summary>Called when an item was created. A change may arrive more than once, each time with the same <see cref="EntityChange.EventId"/>.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled. If it fails, the message is delivered again.</returns>
    protected virtual Task OnInsertedAsync(TInserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called when an item was overwritten. A change may arrive more than once, each time with the same <see cref="EntityChange.EventId"/>.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled. If it fails, the message is delivered again.</returns>
    protected virtual Task OnModifiedAsync(TModified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called when an item was deleted or expired. A change may arrive more than once, with the same <see cref="EntityChange.EventId"/>.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled. If it fails, the message is delivered again.</returns>
    protected virtual Task OnRemovedAsync(TRemoved change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
