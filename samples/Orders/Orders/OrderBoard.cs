using Fw24;

namespace Orders;

/// <summary>Keeps the board of orders by status, with one card per order.</summary>
/// <remarks>
/// The orders' topic is FIFO, so an order's changes arrive in order. They may still arrive twice: the card's sequence number
/// detects a repeated change, and the card's version a concurrent copy of this handler that writes the same card.
/// </remarks>
public sealed class OrderBoard(ITable<BoardCard> cards) : OrderChangeHandler
{
    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => ShowAsync(change, change.New, change.New.Status, cancellationToken);

    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => ShowAsync(change, change.New, change.New.Status, cancellationToken);

    protected override Task OnRemovedAsync(OrderChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => ShowAsync(change, change.Old, status: null, cancellationToken);

    private async Task ShowAsync(OrderChange change, Order order, OrderStatus? status, CancellationToken cancellationToken)
    {
        var shown = await cards.GetAsync(order.OrderId, cancellationToken);
        if (shown is not null && !change.IsAfter(shown.SequenceNumber))
        {
            return;
        }

        var card = new BoardCard
        {
            OrderId = order.OrderId,
            Status = status,
            CustomerId = order.CustomerId,
            Total = order.Total,
            Currency = order.Currency,
            PlacedAt = order.PlacedAt,
            SequenceNumber = change.SequenceNumber,
            ForgetAfter = status is null ? change.ChangedAt.AddDays(30) : null,
            Version = shown?.Version ?? 0,
        };
        await cards.PutAsync(card, cancellationToken);
    }
}
