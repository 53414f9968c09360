using Fw24.Audit;
using Fw24.Model;

namespace Fw24.Operations.Restores;

/// <summary>Plans the restore of an item, whose entity's type is known only at run time.</summary>
/// <param name="audit">The reader of the app's audit.</param>
/// <param name="tables">The app's tables.</param>
/// <param name="entity">The item's entity.</param>
/// <param name="key">The item's key.</param>
/// <param name="at">The time that it is brought back to; <see langword="null"/> to take back a change.</param>
/// <param name="undo">The event id of the change to take back.</param>
internal sealed class ItemRestoring(
    IAuditReader audit, ITableSource tables, EntityModel entity, ItemImage key, DateTimeOffset? at, string? undo = null) : IEntityVisitor
{
    private Func<CancellationToken, Task<RestorePlan>>? _plan;

    /// <summary>Plans the restore.</summary>
    /// <exception cref="ArgumentException">The item has no such change.</exception>
    public Task<RestorePlan> PlanAsync(CancellationToken cancellationToken)
    {
        entity.Accept(this);
        return _plan!(cancellationToken);
    }

    /// <inheritdoc/>
    public void Visit<T>(EntityModel<T> entity)
        where T : class
        => _plan = async cancellationToken =>
        {
            var trail = audit.Of<T, object?>(key, null);
            var restore = at is { } time
                ? await trail.PlanRestoreAsync(time, cancellationToken).ConfigureAwait(false)
                : await trail.PlanUndoAsync(
                    await FindAsync(trail.Changes(), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return new RestorePlan
            {
                Operation = restore.Operation,
                Refusal = restore.Refusal,
                Changes = restore.Changes,
                Left = restore.Left,
                ApplyAsync = (actor, reason, token) => ApplyAsync(restore, actor, reason, token),
            };
        };

    private Task<T?> ApplyAsync<T>(ItemRestore<T> restore, string? actor, string? reason, CancellationToken cancellationToken)
        where T : class
    {
        var table = tables.Table<T>();
        table = actor is null ? table : table.As(actor);
        return restore.ApplyAsync(reason is null ? table : table.Because(reason), cancellationToken);
    }

    private async Task<AuditEntry> FindAsync<TFields>(AuditQuery<TFields> changes, CancellationToken cancellationToken)
    {
        await foreach (var record in changes.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (record.EventId == undo)
            {
                return record;
            }
        }

        throw new ArgumentException($"The item has no change with the event id {undo}. fw24 trail --json shows the ids.");
    }
}
