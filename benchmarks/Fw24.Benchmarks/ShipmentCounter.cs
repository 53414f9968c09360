namespace Fw24.Benchmarks;

/// <summary>A handler that only counts typed changes.</summary>
public sealed class ShipmentCounter : ShipmentChangeHandler
{
    protected override Task OnInsertedAsync(ShipmentChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task OnModifiedAsync(ShipmentChange.Modified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
