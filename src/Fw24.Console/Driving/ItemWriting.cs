using Fw24.Local;
using Fw24.Model;

namespace Fw24.Console.Driving;

/// <summary>Writes or deletes an item whose entity's type only its model knows.</summary>
internal sealed class ItemWriting(
    LocalCloud cloud, string? stage, ItemImage image, string actor, bool isDelete, CancellationToken cancellationToken) : IEntityVisitor
{
    /// <summary>The write.</summary>
    public Task Result { get; private set; } = Task.CompletedTask;

    public void Visit<T>(EntityModel<T> entity)
        where T : class
    {
        var table = cloud.Table<T>(stage);
        table = actor.Length == 0 ? table : table.As(actor);
        Result = isDelete ? table.DeleteAsync(image, cancellationToken) : table.PutAsync(entity.FromImage(image), cancellationToken);
    }
}
