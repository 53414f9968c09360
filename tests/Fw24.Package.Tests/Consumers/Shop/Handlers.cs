using Catalog;
using Fw24;

namespace Shop;

/// <summary>Collects what the handlers saw.</summary>
public sealed class Seen
{
    public List<string> Lines { get; } = [];
}

[OnChange(nameof(Order.Status))]
public sealed class StatusWatcher(Seen seen) : OrderChangeHandler
{
    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
    {
        seen.Lines.Add($"{change.Key.OrderId}: {change.Changes.Status?.Old} → {change.Changes.Status?.New}");
        return Task.CompletedTask;
    }
}

/// <summary>Handles changes of an entity of the library.</summary>
public sealed class PriceWatcher(Seen seen) : ProductChangeHandler
{
    protected override Task OnInsertedAsync(ProductChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
    {
        seen.Lines.Add($"{change.New.Sku}: {change.New.Price}");
        return Task.CompletedTask;
    }
}
