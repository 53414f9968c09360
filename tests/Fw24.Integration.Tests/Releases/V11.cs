// v11: another name for a handler: the new one beside the old one, so that both queues are read.
using Fw24;
using Fw24.Local;

[assembly: Fw24App("Shop")]

namespace Shop;

[DynamoTable("orders", OwnsUnmarkedItems = true)]
[StreamEnabled(Fifo = true)]
[Audit(AuditLoggerType.DynamoDb, AuditTableName = "orders-audit")]
[SensitiveAttributes("Phone", Redaction = Redaction.Mask)]
public sealed record Order
{
    [PartitionKey] public required OrderId OrderId { get; init; }
    [SortKey] public string Part { get; init; } = "order";
    [DynamoAttribute(Aliases = ["Customer"])] public required string Buyer { get; init; }
    public required OrderStatus Status { get; init; }
    public required decimal Total { get; init; }
    [DynamoAttribute(Default = "EUR")] public required string Currency { get; init; }
    public Address? ShipTo { get; init; }
    [Sensitive, DynamoAttribute(Aliases = ["Mail"])] public string? Email { get; init; }
    public int Changes { get; init; }

    [ItemUpgrade]
    public static void Upgrade(RawItem item)
    {
        if (item.TryGetString("Total", out var text))
        {
            item.Set("Total", decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}

[DynamoTable("orders")]
public sealed record Note
{
    [PartitionKey] public required OrderId OrderId { get; init; }
    [SortKey] public required string Part { get; init; }
    public required string Words { get; init; }
}

[DynamoConverter<OrderIdConverter>]
public readonly record struct OrderId(string Value);

internal sealed class OrderIdConverter : IDynamoConverter<OrderId, string>
{
    public static string ToStored(OrderId value) => value.Value;

    public static OrderId FromStored(string stored) => new(stored);
}

public sealed record Address
{
    public required string Street { get; init; }
    [DynamoAttribute(Aliases = ["Town"])] public required string City { get; init; }
}

public enum OrderStatus
{
    Placed,
    Paid,
    [UnknownValue] Unknown,
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

#if NAIVE
// FW24622
public sealed class Indexer(TextWriter journal) : OrderChangeHandler
{
    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Indexer)} {change.EventId} {Business.Text(change.New)}");

    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Indexer)} {change.EventId} {Business.Text(change.New)}");
}

#else
public sealed class Search(TextWriter journal) : OrderChangeHandler
{
    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Search)} {change.EventId} {Business.Text(change.New)}");

    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Search)} {change.EventId} {Business.Text(change.New)}");
}

public sealed class Indexer(TextWriter journal) : OrderChangeHandler
{
    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Indexer)} {change.EventId} {Business.Text(change.New)}");

    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => journal.WriteLineAsync($"{nameof(Indexer)} {change.EventId} {Business.Text(change.New)}");
}

#endif
/// <summary>What happens in the shop while this version is deployed.</summary>
public static class Business
{
    public static async Task PlaceAsync(LocalCloud shop, string id)
    {
        await shop.Table<Order>().CreateAsync(new Order
        {
            OrderId = new OrderId(id),
            Buyer = "Ana",
            Status = OrderStatus.Placed,
            Total = 12.5m,
            Currency = "EUR",
            ShipTo = new Address { Street = "Rua 1", City = "Lisbon" },
            Email = "ana@shop.example",
        });
        await shop.Table<Note>().CreateAsync(new Note { OrderId = new OrderId(id), Part = "note", Words = "Ring twice." });
    }

    public static async Task ChangeAsync(LocalCloud shop, string id)
    {
        var order = await shop.Table<Order>().GetAsync(new OrderId(id), "order");
        await shop.Table<Order>().PutAsync(order! with { Status = OrderStatus.Paid, Changes = order.Changes + 1 });
    }

    public static Task RemoveAsync(LocalCloud shop, string id) => shop.Table<Order>().DeleteAsync(new OrderId(id), "order");

    /// <summary>The order, if both Get and Query find it.</summary>
    public static async Task<string?> ReadAsync(LocalCloud shop, string id)
    {
        var orders = shop.Table<Order>();
        var order = await orders.GetAsync(new OrderId(id), "order");
        return order is not null && await orders.Query(new OrderId(id)).ContainsAsync(order) ? $"{Text(order)}, {order.Email}" : null;
    }

    /// <summary>The number of items that queries of all entities find.</summary>
    public static async Task<int> CountAsync(LocalCloud shop, string id)
        => await shop.Table<Order>().Query(new OrderId(id)).CountAsync()
            + await shop.Table<Note>().Query(new OrderId(id)).CountAsync();

    /// <summary>What a change's order says that is no secret. Each version writes the same.</summary>
    public static string Text(Order order) => $"{order.Buyer}, {order.Total} {order.Currency}, {order.ShipTo?.City}";
}
