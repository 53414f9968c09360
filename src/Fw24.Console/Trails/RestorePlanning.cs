using Fw24.Local;
using Fw24.Model;

namespace Fw24.Console.Trails;

/// <summary>Plans the restore of an item whose entity's type only its model knows.</summary>
internal sealed class RestorePlanning(
    LocalCloud cloud, string? stage, ItemImage key, DateTimeOffset at, CancellationToken cancellationToken) : IEntityVisitor
{
    /// <summary>The plan.</summary>
    public Task<RestorePreview> Result { get; private set; } = null!;

    public void Visit<T>(EntityModel<T> entity)
        where T : class
        => Result = PlanAsync<T>();

    private async Task<RestorePreview> PlanAsync<T>()
        where T : class
    {
        // No property is named: all of them are restored.
        var trail = cloud.AuditReader(stage).Of<T, object>(key, new object());
        var restore = await trail.PlanRestoreAsync(at, cancellationToken).ConfigureAwait(false);
        return new RestorePreview
        {
            At = at,
            Operation = restore.Operation,
            Changes = restore.Changes,
            Left = restore.Left,
            Refusal = restore.Refusal,
            ApplyAsync = (actor, reason, token) =>
            {
                var table = cloud.Table<T>(stage);
                table = actor.Length == 0 ? table : table.As(actor);
                return restore.ApplyAsync(reason.Length == 0 ? table : table.Because(reason), token);
            },
        };
    }
}
