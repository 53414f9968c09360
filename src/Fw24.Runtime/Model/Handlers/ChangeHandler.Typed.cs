using System.Runtime.ExceptionServices;

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

    /// <inheritdoc/>
    public sealed override Task HandleAsync(IReadOnlyList<TChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
        => OnChangesAsync(changes, context, cancellationToken);

    /// <summary>Called when an item was created. A change may arrive more than once, each time with the same <see cref="EntityChange.EventId"/>.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled. If it fails, the message is delivered again.</returns>
    protected virtual Task OnInsertedAsync(TInserted change, ChangeContext context, CancellationToken cancellationToken)
        => OnlyAsync(change, context, cancellationToken);

    /// <summary>Called when an item was overwritten. A change may arrive more than once, each time with the same <see cref="EntityChange.EventId"/>.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled. If it fails, the message is delivered again.</returns>
    protected virtual Task OnModifiedAsync(TModified change, ChangeContext context, CancellationToken cancellationToken)
        => OnlyAsync(change, context, cancellationToken);

    /// <summary>Called when an item was deleted or expired. A change may arrive more than once, with the same <see cref="EntityChange.EventId"/>.</summary>
    /// <param name="change">The change.</param>
    /// <param name="context">The context in which the change is handled.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>A task that completes when the change is handled. If it fails, the message is delivered again.</returns>
    protected virtual Task OnRemovedAsync(TRemoved change, ChangeContext context, CancellationToken cancellationToken)
        => OnlyAsync(change, context, cancellationToken);

    /// <summary>
    /// Called once with all changes of an invocation, instead of the methods for single changes, of which a class that overrides this one
    /// overrides none. It receives the operations in <see cref="OnChangeAttribute.Operations"/>, by default all. A change may arrive more than once, with the same
    /// <see cref="EntityChange.EventId"/>, even within a batch.
    /// </summary>
    /// <param name="changes">
    /// The changes: at most <see cref="ChangeQueueAttribute.BatchSize"/>. Those of one item are in order if the queue is FIFO.
    /// </param>
    /// <param name="context">The context in which they are handled. Report those that fail with
    /// <see cref="ChangeBatchContext.Fail"/>.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation's time ends.</param>
    /// <returns>
    /// A task that completes when all changes are handled or reported as failed. If it fails, the messages of all are delivered again.
    /// </returns>
    protected virtual Task OnChangesAsync(IReadOnlyList<TChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
        => Task.CompletedTask;

    // A test may pass a single change to a class that handles batches.
    private async Task OnlyAsync(TChange change, ChangeContext context, CancellationToken cancellationToken)
    {
        var batch = new ChangeBatchContext([change], [context]);
        await OnChangesAsync([change], batch, cancellationToken).ConfigureAwait(false);
        if (batch.FailureAt(0) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
