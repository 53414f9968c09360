namespace Fw24;

/// <summary>Handles the changes of one entity by what happened. Derive from the generated <c>{Entity}ChangeHandler</c>, not from this.</summary>
/// <typeparam name="TChange">The entity's change record.</typeparam>
/// <typeparam name="TInserted">Its case of an item that did not exist before.</typeparam>
/// <typeparam name="TModified">Its case of an item that was written over.</typeparam>
/// <typeparam name="TRemoved">Its case of an item that no longer exists.</typeparam>
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

    /// <summary>An item was created. It may be told more than once: <see cref="EntityChange.EventId"/> is the same each time.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">Where and when it is handled.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>A task that ends when the change is handled. Its failure brings the message back.</returns>
    protected virtual Task OnInsertedAsync(TInserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An item was written over. It may be told more than once: <see cref="EntityChange.EventId"/> is the same each time.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">Where and when it is handled.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>A task that ends when the change is handled. Its failure brings the message back.</returns>
    protected virtual Task OnModifiedAsync(TModified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An item was deleted, or its time to live was over. It may be told more than once: <see cref="EntityChange.EventId"/> is the same each time.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">Where and when it is handled.</param>
    /// <param name="cancellationToken">Cancelled when the invocation's time is nearly over.</param>
    /// <returns>A task that ends when the change is handled. Its failure brings the message back.</returns>
    protected virtual Task OnRemovedAsync(TRemoved change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
