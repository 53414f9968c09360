using Fw24.Audit;
using Fw24.Model;
using Fw24.Tool.Apps;

namespace Fw24.Tool.Audit;

/// <summary>Plans the restore of an item, whose entity's type is known only at run time.</summary>
/// <param name="app">The app.</param>
/// <param name="item">The item.</param>
/// <param name="at">The time that it is brought back to; <see langword="null"/> to take back a change.</param>
/// <param name="undo">The event id of the change to take back.</param>
internal sealed class ItemRestoring(OpenApp app, NamedItem item, DateTimeOffset? at, string? undo) : IEntityVisitor
{
    private Func<CancellationToken, Task<RestorePlan>>? _plan;

    /// <summary>Plans the restore.</summary>
    /// <exception cref="ToolException">The item has no such change.</exception>
    public Task<RestorePlan> PlanAsync(CancellationToken cancellationToken)
    {
        item.Entity.Accept(this);
        return _plan!(cancellationToken);
    }

    /// <inheritdoc/>
    public void Visit<T>(EntityModel<T> entity)
        where T : class
        => _plan = async cancellationToken =>
        {
            var trail = app.Audit.Of<T, object?>(item.Key, null);
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
        var table = app.Table<T>();
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

        throw new ToolException($"The item has no change with the event id {undo}. fw24 trail --json shows the ids.");
    }
}
