using Fw24;

namespace Template.App_1;

/// <summary>Tells the customer when an order is shipped.</summary>
[OnChange(nameof(Order.Status))]
public sealed class OrderMailer(IMailer mailer) : OrderChangeHandler
{
    protected override async Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
    {
        if (change.Changes.Status is { New: OrderStatus.Shipped })
        {
            await mailer.SendAsync($"Order {change.Key.OrderId} is on its way.", cancellationToken);
        }
    }
}
