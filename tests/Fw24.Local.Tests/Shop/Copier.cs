namespace Fw24.Local.Tests.Shop;

/// <summary>Copies each new order under another id, and deletes and reads as the test demands.</summary>
internal sealed class Copier(ITable<Order> orders, Seen seen, TimeProvider time) : ChangeHandler<OrderChange>
{
    public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
    {
        await seen.Do(change, context, time, cancellationToken).ConfigureAwait(false);
        if (change is OrderChange.Inserted { New: var order } && !order.OrderId.StartsWith("copy-", StringComparison.Ordinal))
        {
            await orders.PutAsync(order with { OrderId = $"copy-{order.OrderId}" }, cancellationToken).ConfigureAwait(false);
        }
    }
}
