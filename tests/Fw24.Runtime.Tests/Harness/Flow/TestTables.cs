using Fw24.Model;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>Tables as the generator would describe them. No item is decoded: the stream processor works on bytes.</summary>
internal static class TestTables
{
    public static readonly EntityModel Order = Entity("Order");

    /// <summary>The table <c>orders</c>: key <c>OrderId</c>, one entity, a FIFO topic.</summary>
    public static TableModel Orders(bool fifo = true, AuditAttribute? audit = null, params SensitiveAttributeModel[] sensitive) => new()
    {
        Name = "orders",
        PartitionKey = new KeyAttribute("OrderId", KeyType.String),
        Entities = [Entity("Order", sensitive)],
        Stream = new StreamEnabledAttribute { Fifo = fifo },
        Audit = audit,
    };

    /// <summary>The table <c>shop</c>: key <c>Pk</c> and <c>Sk</c>, entities <c>Order</c> and <c>Note</c> distinguished by <c>entityType</c>.</summary>
    public static TableModel Shop(SensitiveAttributeModel[]? order = null, SensitiveAttributeModel[]? note = null, params ClearAttributeModel[] clear) => new()
    {
        Name = "shop",
        PartitionKey = new KeyAttribute("Pk", KeyType.String),
        SortKey = new KeyAttribute("Sk", KeyType.Number),
        Entities = [Entity("Note", note ?? []), Entity("Order", order ?? [])],
        ClearAttributes = clear,
        Discriminator = "entityType",
        Stream = new StreamEnabledAttribute { Fifo = true },
    };

    /// <summary>A table with a partition and a sort key of any type.</summary>
    public static TableModel Keyed(string name = "t", bool hasSortKey = true) => new()
    {
        Name = name,
        PartitionKey = new KeyAttribute("a", KeyType.String),
        SortKey = hasSortKey ? new KeyAttribute("b", KeyType.String) : null,
        Entities = [Order],
        Stream = new StreamEnabledAttribute { Fifo = true },
    };

    /// <summary>An app of these tables.</summary>
    public static AppModel App(params TableModel[] tables) => new() { Name = "shop", Tables = tables, Handlers = [] };

    public static EntityModel Entity(string name, params SensitiveAttributeModel[] sensitive) => new EntityModel<object>
    {
        Name = name,
        Sensitive = sensitive,
        Read = static (ref _) => throw new NotSupportedException(),
        Write = static (_, _) => throw new NotSupportedException(),
    };
}
