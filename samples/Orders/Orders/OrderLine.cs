namespace Orders;

public sealed record OrderLine(string Sku, int Quantity, decimal Price, string? GiftMessage = null);
