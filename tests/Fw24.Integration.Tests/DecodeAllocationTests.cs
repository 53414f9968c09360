using Fw24.Local;
using Fw24.Runtime.Tests;
using Fw24.Streams;
using Orders;

namespace Fw24.Integration.Tests;

/// <summary>What it costs in memory to turn a stream record into typed objects. The figures are the same on every machine.</summary>
public sealed class DecodeAllocationTests
{
    private const int Records = 100;

    private static readonly DateTimeOffset s_time = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reading_an_item_allocates_what_the_user_receives_and_hardly_more()
    {
        var placed = Placed();
        var change = ChangeEvents.For<Order>(OrdersApp.Model).Modified(placed, placed with { Status = OrderStatus.Paid });
        var payload = ChangeEvents.ToStreamEvent(Enumerable.Repeat(change, Records).ToArray());
        Order? last = null;

        var decoded = Allocated.By(() =>
        {
            foreach (var record in StreamBatch.Read(payload))
            {
                _ = record.ReadOldImage("Order", OrderCodec.Read);
                last = record.ReadNewImage("Order", OrderCodec.Read);
            }
        });
        var copied = Allocated.By(() =>
        {
            for (var i = 0; i < Records; i++)
            {
                _ = Copy(placed);
                last = Copy(placed);
            }
        });

        Assert.Equal(OrderStatus.Placed, last!.Status);
        Assert.InRange((double)decoded / copied, 1, 1.1);
    }

    private static Order Placed() => new()
    {
        OrderId = "ord-0001",
        CustomerId = "cus-001",
        Status = OrderStatus.Placed,
        Total = 1234.50m,
        PlacedAt = s_time,
        UpdatedAt = s_time,
        Lines = [.. Enumerable.Range(1, 3).Select(static i => new OrderLine($"p-{i:D4}", i, 411.50m))],
        ShipTo = new Address("Rua das Janelas Verdes 9", "Lisboa", "1200-690", "PT"),
        UpdatedBy = "u-7",
        Version = 3,
    };

    // The same objects, made by hand: every text, list and number anew.
    private static Order Copy(Order order)
    {
        var lines = new List<OrderLine>(order.Lines.Count);
        foreach (var line in order.Lines)
        {
            lines.Add(line with { Sku = Copy(line.Sku) });
        }

        return order with
        {
            OrderId = Copy(order.OrderId),
            Part = Copy(order.Part),
            CustomerId = Copy(order.CustomerId),
            Currency = Copy(order.Currency),
            Lines = lines,
            ShipTo = order.ShipTo! with
            {
                Street = Copy(order.ShipTo.Street),
                City = Copy(order.ShipTo.City),
                PostalCode = Copy(order.ShipTo.PostalCode),
                Country = Copy(order.ShipTo.Country),
            },
            UpdatedBy = Copy(order.UpdatedBy!),
        };
    }

    private static string Copy(string text) => new(text.AsSpan());
}
