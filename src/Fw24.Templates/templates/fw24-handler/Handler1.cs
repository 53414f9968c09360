using Fw24;

namespace Template.App_1;

/// <summary>Handles the changes of <see cref="Entity1"/>. A change can arrive more than once.</summary>
public sealed class Handler1 : Entity1ChangeHandler
{
    protected override Task OnInsertedAsync(Entity1Change.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => Task.CompletedTask;

    protected override Task OnModifiedAsync(Entity1Change.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => Task.CompletedTask;

    protected override Task OnRemovedAsync(Entity1Change.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => Task.CompletedTask;
}
