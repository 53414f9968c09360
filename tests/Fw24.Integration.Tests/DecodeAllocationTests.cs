using Fw24.Changes.Reading;
using Fw24.Local;
using Fw24.Runtime.Tests.Harness;
using Orders;

namespace Fw24.Integration.Tests;

/// <summary>The memory cost of turning a stream record into typed objects. The figures are the same on every machine.</summary>
public sealed class DecodeAllocationTests
{
    private const int Records = 100;

    private static readonly DateTimeOffset s_time = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reading_an_item_allocates_what_the_user_receives_each_text_once_and_hardly_more()
    {
        var placed = Placed();
        var change = ChangeEvents.For<Order>(OrdersApp.Model).Modified(placed, placed with { Status = OrderStatus.Paid });
        var payload = ChangeEvents.ToStreamEvent(Enumerable.Repeat(change, Records).ToArray());
        Order? last = null;

        var records = StreamBatch.Read(payload);
        var decoded = Allocated.By(() =>
        {
            foreach (var record in records)
            {
                _ = OrderCodec.Model.ReadOldImage(record);
                last = OrderCodec.Model.ReadNewImage(record);
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
        Assert.InRange((double)decoded / copied, 1, 1.05);
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

    // The same objects, created by hand with new lists and numbers. The texts are those of the item before, as they have not changed.
    private static Order Copy(Order order)
    {
        var lines = new List<OrderLine>(order.Lines.Count);
        for (var i = 0; i < order.Lines.Count; i++)
        {
            lines.Add(order.Lines[i] with { });
        }

        return order with { Lines = lines, ShipTo = order.ShipTo! with { } };
    }
}
