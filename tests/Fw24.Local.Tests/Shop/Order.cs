namespace Fw24.Local.Tests.Shop;

internal sealed record Order(string OrderId, string Status, decimal Total, string? UpdatedBy = null);
