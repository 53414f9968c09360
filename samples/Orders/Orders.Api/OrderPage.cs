namespace Orders.Api;

/// <summary>A page of a customer's orders.</summary>
/// <param name="Orders">The orders, the latest first.</param>
/// <param name="Next">The token of the next page; <see langword="null"/> on the last one.</param>
public sealed record OrderPage(IReadOnlyList<OrderRow> Orders, string? Next);
