using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Benchmarks.Trails;

/// <summary>The measured trail: a shipment that is created and changed 99 times, as the pipeline records it.</summary>
internal sealed class ShipmentTrail
{
    /// <summary>The number of records.</summary>
    public const int Records = 100;

    public const string ShipmentId = "shp-00000001";
    public const string Part = "shipment";

    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private ShipmentTrail(IReadOnlyList<AuditEntry> entries, ItemImage item) => (Entries, Item) = (entries, item);

    /// <summary>The app with its audit in a table of its own.</summary>
    public static AppModel App { get; } = Of(Audited(ShipmentStream.Table(fifo: true)));

    /// <summary>The records.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; }

    /// <summary>The item as it is after them.</summary>
    public ItemImage Item { get; }

    /// <summary>The items of the audit table.</summary>
    public IEnumerable<ItemImage> Rows
    {
        get
        {
            var layout = AuditItem.Of(App.Tables[0], isOwn: false);
            return Entries.Select(entry => layout.Write(entry, null));
        }
    }

    /// <summary>Runs the pipeline on the embedded engine.</summary>
    public static async Task<ShipmentTrail> CreateAsync()
    {
        await using var cloud = LocalCloud.Create(Of(ShipmentStream.Table(fifo: true)), static options => options.StartTime = s_start);
        var table = cloud.Table<Shipment>();
        var shipment = new Shipment
        {
            ShipmentId = ShipmentId,
            Part = Part,
            CustomerId = "cus-000001",
            Status = "Packed",
            Carrier = "Northern Parcel Service",
            Note = "Leave with the neighbour on the second floor when nobody is at home.",
            Lines =
            [
                .. Enumerable.Range(0, 3).Select(static line => new ShipmentLine { Sku = $"sku-{line}", Quantity = line, Price = 411.5m }),
            ],
            To = new ShipmentAddress { Street = "Rua das Janelas Verdes 9", City = "Lisboa", PostalCode = "1200-690", Country = "PT" },
        };
        for (var number = 0; number < Records; number++)
        {
            shipment.Revision = number;
            shipment.Status = number % 2 == 0 ? "Packed" : "Shipped";
            shipment.Lines[1].Quantity = number;
            shipment.UpdatedAt = (s_start + TimeSpan.FromMinutes(number)).ToString("O", CultureInfo.InvariantCulture);
            await table.PutAsync(shipment);
            await cloud.RunUntilIdleAsync();
            await cloud.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        var entries = await cloud.AuditReader().OfShipment(ShipmentId, Part).Changes().ToListAsync();
        var key = $$$"""{"ShipmentId":{"S":"{{{ShipmentId}}}"},"Part":{"S":"{{{Part}}}"}}""";
        var item = await cloud.Store.GetAsync("shipments", new ItemImage(Encoding.UTF8.GetBytes(key)), ItemReadOptions.Default, default);
        return new ShipmentTrail(entries, item);
    }

    private static AppModel Of(TableModel table) => new() { Name = Fw24BenchmarksApp.Model.Name, Tables = [table], Handlers = [] };

    private static TableModel Audited(TableModel table) => new()
    {
        Name = table.Name,
        PartitionKey = table.PartitionKey,
        SortKey = table.SortKey,
        Entities = table.Entities,
        Stream = table.Stream,
        Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "shipments-audit" },
    };
}
