using Fw24.Model;

namespace Fw24.Local.Tests.Shop;

/// <summary>A small app as the generator would describe it, with one entity and one handler.</summary>
internal static class ShopApp
{
    public const string TableName = "orders";

    private static readonly EntityModel<Order> s_order = new()
    {
        Name = "Order",
        Actor = "UpdatedBy",
        Read = static (ref ItemReader item) =>
        {
            string? orderId = null, status = null, updatedBy = null;
            decimal total = 0;
            while (item.NextAttribute(out var name))
            {
                if (name.Is("OrderId"u8))
                {
                    orderId = item.ReadString();
                }
                else if (name.Is("Status"u8))
                {
                    status = item.ReadString();
                }
                else if (name.Is("Total"u8))
                {
                    total = item.ReadNumber<decimal>();
                }
                else if (name.Is("UpdatedBy"u8))
                {
                    updatedBy = item.ReadString();
                }
                else
                {
                    item.SkipValue();
                }
            }

            return new Order(orderId ?? throw item.Missing("OrderId"), status ?? throw item.Missing("Status"), total, updatedBy);
        },
        Write = static (item, order) =>
        {
            item.WriteName("OrderId"u8);
            item.WriteString(order.OrderId);
            item.WriteName("Status"u8);
            item.WriteString(order.Status);
            item.WriteName("Total"u8);
            item.WriteNumber(order.Total);
            if (order.UpdatedBy is not null)
            {
                item.WriteName("UpdatedBy"u8);
                item.WriteString(order.UpdatedBy);
            }
        },
    };

    // The entity of a table with replicas.
    private static readonly EntityModel<Order> s_replicated = new()
    {
        Name = "Order",
        WriteRegion = "UpdatedBy",
        Read = s_order.Read,
        Write = s_order.Write,
    };

    /// <summary>Creates the app with these settings.</summary>
    public static AppModel Model(
        StreamEnabledAttribute? stream = null,
        AuditAttribute? audit = null,
        ChangeQueueAttribute? queue = null,
        ChangeOperations operations = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove,
        string[]? onChange = null,
        bool isHandled = true,
        string? timeToLive = null,
        int timeoutSeconds = 30,
        bool isReplicated = false) => new()
        {
            Name = "shop",
            Settings = new Fw24AppAttribute("shop") { TimeoutSeconds = timeoutSeconds },
            Tables =
            [
                new TableModel
                {
                    Name = TableName,
                    PartitionKey = new KeyAttribute("OrderId", KeyType.String),
                    Entities = [isReplicated ? s_replicated : s_order],
                    TimeToLive = timeToLive,
                    Stream = stream ?? new StreamEnabledAttribute { Fifo = true },
                    Audit = audit,
                },
            ],
            Handlers = isHandled
                ?
                [
                    new HandlerModel<Mailer, OrderChange>
                    {
                        Name = "Mailer",
                        TableName = TableName,
                        Entity = isReplicated ? s_replicated : s_order,
                        Operations = operations,
                        OnChange = onChange ?? [],
                        Queue = queue ?? new ChangeQueueAttribute(),
                        Read = Read,
                    },
                ]
                : [],
        };

    /// <summary>Replaces the mailer with another handler.</summary>
    public static AppModel WithHandler<THandler>(AppModel app, IReadOnlyList<string>? tables = null)
        where THandler : ChangeHandler<OrderChange> => new()
        {
            Name = app.Name,
            Settings = app.Settings,
            Tables = app.Tables,
            Handlers =
            [
                new HandlerModel<THandler, OrderChange>
                {
                    Name = typeof(THandler).Name,
                    TableName = TableName,
                    Entity = s_order,
                    Operations = app.Handlers[0].Operations,
                    Queue = app.Handlers[0].Queue,
                    Tables = tables,
                    Read = Read,
                },
            ],
        };

    /// <summary>Creates the app with indexes, one of which holds audit records as well.</summary>
    public static AppModel Indexed()
    {
        var app = Model();
        var table = app.Tables[0];
        var status = new KeyAttribute("Status", KeyType.String);
        return new()
        {
            Name = app.Name,
            Settings = app.Settings,
            Tables =
            [
                new TableModel
                {
                    Name = table.Name,
                    PartitionKey = table.PartitionKey,
                    Entities = table.Entities,
                    Stream = table.Stream,
                    Indexes =
                    [
                        new("by-status", [status], [], IndexProjection.All),
                        new("turned", [status], [], IndexProjection.All) { HoldsAuditRecords = true },
                    ],
                },
            ],
            Handlers = app.Handlers,
        };
    }

    /// <summary>An order as an item.</summary>
    public static ItemImage Item(Order order) => ItemWriter.ToItem(order, s_order.Write);

    /// <summary>An order's key.</summary>
    public static ItemImage Key(string orderId) => ItemWriter.ToItem(orderId, static (item, id) =>
    {
        item.WriteName("OrderId"u8);
        item.WriteString(id);
    });

    /// <summary>Reads an order's change.</summary>
    public static OrderChange Read(in ChangeHeader header, in StreamRecord record) => record.Operation switch
    {
        ChangeOperations.Insert => new OrderChange.Inserted(header, Read(record.NewImage)),
        ChangeOperations.Modify => new OrderChange.Modified(header, Read(record.OldImage), Read(record.NewImage)),
        _ => new OrderChange.Removed(header, Read(record.OldImage)),
    };

    private static Order Read(ItemImage image)
    {
        var reader = new ItemReader(image.Json.Span, "Order");
        return s_order.Read(ref reader);
    }
}
