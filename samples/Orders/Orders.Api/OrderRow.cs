namespace Orders.Api;

/// <summary>What a list shows of an order.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Status">Its status.</param>
/// <param name="Total">The sum of its lines.</param>
/// <param name="PlacedAt">When it was placed.</param>
public sealed record OrderRow(string Id, string Status, decimal Total, DateTimeOffset PlacedAt)
{
    /// <summary>Takes what the list shows.</summary>
    /// <param name="order">The order.</param>
    public static OrderRow Of(Order order) => new(order.OrderId, order.Status.ToString(), order.Total, order.PlacedAt);
}
