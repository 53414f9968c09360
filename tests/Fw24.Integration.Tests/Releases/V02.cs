// v2: notes, in the orders' table. Items from before have no discriminator: they are orders.
using Fw24;
using Fw24.Local;

[assembly: Fw24App("Shop")]

namespace Shop;

#if NAIVE
[DynamoTable("orders")] // FW24611
#else
[DynamoTable("orders", OwnsUnmarkedItems = true)]
#endif
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.DynamoDb, AuditTableName = "orders-audit")]
public sealed record Order
{
    [PartitionKey] public required string OrderId { get; init; }
    [SortKey] public string Part { get; init; } = "order";
    public required string Customer { get; init; }
    public required OrderStatus Status { get; init; }
    public required string Total { get; init; }
    public Address? ShipTo { get; init; }
    [Sensitive] public string? Mail { get; init; }
    [Sensitive(Redaction.Mask)] public string? Phone { get; init; }
    public int Changes { get; init; }
}

[DynamoTable("orders")]
public sealed record Note
{
    [PartitionKey] public required string OrderId { get; init; }
    [SortKey] public required string Part { get; init; }
    public required string Words { get; init; }
}

public sealed record Address
{
    public required string Street { get; init; }
    public required string Town { get; init; }
}

public enum OrderStatus
{
    Placed,
    Paid,
    Disputed,
}

public sealed class Mailer(TextWriter journal) : OrderChangeHandler
{
    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Mailer)} {change.EventId} {Business.Text(change.New)}");

    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Mailer)} {change.EventId} {Business.Text(change.Old)}");

    protected override Task OnRemovedAsync(OrderChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Mailer)} {change.EventId} {Business.Text(change.Old)}");
}

public sealed class Search(TextWriter journal) : OrderChangeHandler
{
    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Search)} {change.EventId} {Business.Text(change.New)}");

    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Search)} {change.EventId} {Business.Text(change.New)}");
}

/// <summary>What happens in the shop while this version is deployed.</summary>
public static class Business
{
    public static async Task PlaceAsync(LocalCloud shop, string id)
    {
        await shop.Table<Order>().CreateAsync(new Order
        {
            OrderId = id,
            Customer = "Ana",
            Status = OrderStatus.Disputed,
            Total = "12.5",
            ShipTo = new Address { Street = "Rua 1", Town = "Lisbon" },
            Mail = "ana@shop.example",
            Phone = "+351 1",
        });
        await shop.Table<Note>().CreateAsync(new Note { OrderId = id, Part = "note", Words = "Ring twice." });
    }

    public static async Task ChangeAsync(LocalCloud shop, string id)
    {
        var order = await shop.Table<Order>().GetAsync(id, "order");
        await shop.Table<Order>().PutAsync(order! with { Status = OrderStatus.Paid, Changes = order.Changes + 1 });
    }

    public static Task RemoveAsync(LocalCloud shop, string id) => shop.Table<Order>().DeleteAsync(id, "order");

    /// <summary>The order, if both Get and Query find it.</summary>
    public static async Task<string?> ReadAsync(LocalCloud shop, string id)
    {
        var orders = shop.Table<Order>();
        var order = await orders.GetAsync(id, "order");
        return order is not null && await orders.Query(id).ContainsAsync(order) ? $"{Text(order)}, {order.Mail}" : null;
    }

    /// <summary>The number of items that queries of all entities find.</summary>
    public static async Task<int> CountAsync(LocalCloud shop, string id)
        => await shop.Table<Order>().Query(id).CountAsync()
            + await shop.Table<Note>().Query(id).CountAsync();

    /// <summary>What a change's order says that is no secret. Each version writes the same.</summary>
    public static string Text(Order order) => $"{order.Customer}, {order.Total}, {order.ShipTo?.Town}";
}
