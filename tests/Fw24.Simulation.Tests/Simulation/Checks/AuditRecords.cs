using System.Text;
using Fw24.Audit;
using Fw24.Local;
using Fw24.Model;
using Fw24.Simulation.Domain;

namespace Fw24.Simulation.Checks;

/// <summary>Reads a table's audit records from the place where its audit logger stored them.</summary>
internal static class AuditRecords
{
    /// <summary>Gets the records as stored, in the order of their arrival if the place has one.</summary>
    public static AuditLog Of(LocalCloud cloud, TableModel table) => table.Name switch
    {
        SimulatedApp.Hotels => new([.. cloud.LogGroups[SimulatedApp.LogGroup].Events.Select(static logged => AuditEntry.Parse(logged.Message.Span))], []),
        SimulatedApp.Meters => AuditLog.FromItems(cloud.Tables[SimulatedApp.MetersAudit].Items),
        SimulatedApp.Tickets => AuditLog.FromItems(cloud.Tables[SimulatedApp.Tickets].Items.Where(IsAuditRow)),
        _ => new([.. cloud.Console.Select(static line => AuditEntry.Parse(Encoding.UTF8.GetBytes(line)))], []),
    };

    /// <summary>Indicates whether an item of the tickets' table is an audit record.</summary>
    public static bool IsAuditRow(ItemImage item) => item.Json.Span.IndexOf("{\"S\":\"AUDIT#"u8) >= 0;

    /// <summary>Indicates whether records are stored in the order of the changes, and whether each is stored once.</summary>
    public static (bool IsOrdered, bool IsOnce) Promises(TableModel table)
        => (table.Name is SimulatedApp.Hotels, table.Audit!.LoggerType is AuditLoggerType.DynamoDb);
}
