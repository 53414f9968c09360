namespace Orders.Api;

/// <summary>An order as a customer places it.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Lines">What is ordered.</param>
public sealed record NewOrder(string CustomerId, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>Creates the order.</summary>
    /// <param name="id">The order's id.</param>
    /// <param name="placedAt">When it is placed.</param>
    public Order ToOrder(string id, DateTimeOffset placedAt) => new()
    {
        OrderId = id,
        CustomerId = CustomerId,
        Status = OrderStatus.Placed,
        Total = Lines.Sum(static line => line.Quantity * line.Price),
        PlacedAt = placedAt,
        UpdatedAt = placedAt,
        Lines = Lines,
    };
}
