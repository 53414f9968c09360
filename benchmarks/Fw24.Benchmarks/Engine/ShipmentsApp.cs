using System.Globalization;
using System.Text;
using Fw24.Model;

namespace Fw24.Benchmarks.Engine;

/// <summary>An app with any number of tables like the one of <see cref="Shipment"/>, each with handler and audit.</summary>
internal static class ShipmentsApp
{
    /// <summary>The number of records that a stream function takes at a time.</summary>
    public const int BatchSize = 100;

    private const int Items = 100;

    /// <summary>The version of an item with this number; every hundredth is of the same item.</summary>
    public static ItemImage Item(int number) => new(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"ShipmentId":{"S":"shp-{{{number % Items:D4}}}"},"Part":"""
        + $$$"""{"S":"shipment"},"Status":{"S":"Packed"},"Revision":{"N":"{{{number}}}"}}""")));

    /// <summary>The app with this number of tables.</summary>
    public static AppModel Of(int count)
    {
        var table = ShipmentStream.Table(fifo: true);
        var handler = (HandlerModel<ShipmentCounter, ShipmentChange>)Fw24BenchmarksApp.Model.Handlers
            .Single(static handler => handler.Name == nameof(ShipmentCounter));
        var (tables, handlers) = (new TableModel[count], new HandlerModel[count]);
        for (var i = 0; i < count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"shipments-{i:D3}");
            tables[i] = new TableModel
            {
                Name = name,
                PartitionKey = table.PartitionKey,
                SortKey = table.SortKey,
                Entities = table.Entities,
                Stream = new StreamEnabledAttribute { Fifo = true, BatchSize = BatchSize },
                Audit = new AuditAttribute(AuditLoggerType.Cloudwatch) { BatchSize = 10 },
            };
            handlers[i] = new HandlerModel<ShipmentCounter, ShipmentChange>
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{nameof(ShipmentCounter)}{i:D3}"),
                TableName = name,
                Entity = handler.Entity,
                Operations = handler.Operations,
                Read = handler.Read,
            };
        }

        return new AppModel { Name = "benchmark", Tables = tables, Handlers = handlers };
    }
}
