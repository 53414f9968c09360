using Fw24;

namespace Orders;

/// <summary>Notifies the customer that an order is on its way.</summary>
[OnChange(nameof(Order.Status))]
public sealed class ShipmentMailer(IMailer mailer) : OrderChangeHandler
{
    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
    {
        if (change.Changes.Status is not { New: OrderStatus.Shipped })
        {
            return Task.CompletedTask;
        }

        var order = change.New;
        var tracking = order.TrackingCode is null ? "" : $" Track it with {order.TrackingCode}.";
        return mailer.SendAsync(
            new Mail(change.EventId, order.CustomerId, $"Order {order.OrderId} is on its way", $"We have shipped your order.{tracking}"),
            cancellationToken);
    }
}
