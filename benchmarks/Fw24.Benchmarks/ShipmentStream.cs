using Fw24.Functions.Streams;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Benchmarks;

/// <summary>The stream function of <see cref="Shipment"/>'s table, as the host creates it except for its publisher.</summary>
internal static class ShipmentStream
{
    public static readonly InvocationContext Context = new() { RequestId = "request", FunctionName = "shipments-stream" };

    /// <summary>The table's model.</summary>
    /// <param name="fifo">Indicates whether its topic is a FIFO one.</param>
    /// <param name="audit">Its audit, if it is another one.</param>
    public static TableModel Table(bool fifo, AuditAttribute? audit = null)
    {
        var table = Fw24BenchmarksApp.Model.Tables.Single(static table => table.Name == "shipments");
        return new TableModel
        {
            Name = table.Name,
            PartitionKey = table.PartitionKey,
            SortKey = table.SortKey,
            Entities = table.Entities,
            Stream = new StreamEnabledAttribute { Fifo = fifo },
            Audit = audit ?? table.Audit,
        };
    }

    public static StreamProcessor Processor(TableModel table, IChangePublisher publisher)
        => new(new AppModel { Name = "shipments", Tables = [table], Handlers = [] }, table, Redactor.Create(table, FunctionEnvironment.Process), publisher, NoParking.Instance, TimeProvider.System, NullLogger.Instance);
}
