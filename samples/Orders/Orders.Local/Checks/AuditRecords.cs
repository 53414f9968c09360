using System.Text;
using Fw24;
using Fw24.Audit;
using Fw24.Local;
using Fw24.Model;

namespace Orders.Local.Checks;

/// <summary>Reads a table's audit records from the place where its audit logger stored them.</summary>
internal static class AuditRecords
{
    /// <summary>Reads the records, unordered and possibly with duplicates, and the gaps between them.</summary>
    public static async Task<AuditLog> ReadAsync(LocalCloud cloud, AppModel app, TableModel table, CancellationToken cancellationToken)
    {
        var rows = table.Audit!.LoggerType switch
        {
            AuditLoggerType.Cloudwatch => new AuditLog(ReadLogGroup(cloud.LogGroups[table.Audit.LogGroupName ?? $"/audit/logs/{app.Name}"]), []),
            AuditLoggerType.DynamoDb => await ReadTableAsync(cloud, table.Audit.AuditTableName ?? table.Name, cancellationToken),
            _ => new AuditLog(AuditEntry.ParseLines(Encoding.UTF8.GetBytes(string.Join('\n', cloud.Console))), []),
        };
        return new AuditLog([.. rows.Entries.Where(entry => entry.Table == table.Name)], [.. rows.Gaps.Where(gap => gap.Table == table.Name)]);
    }

    /// <summary>The place of a table's audit records, for display.</summary>
    public static string PlaceOf(TableModel table) => table.Audit!.LoggerType switch
    {
        AuditLoggerType.Cloudwatch => "CloudWatch Logs",
        AuditLoggerType.DynamoDb => $"table {table.Audit.AuditTableName ?? table.Name}",
        _ => "console",
    };

    private static AuditEntry[] ReadLogGroup(Fw24.Local.Logs.LocalLogGroup group)
        => [.. group.Events.Select(static logEvent => AuditEntry.Parse(logEvent.Message.Span))];

    private static async Task<AuditLog> ReadTableAsync(LocalCloud cloud, string table, CancellationToken cancellationToken)
    {
        List<ItemImage> items = [];
        await foreach (var item in cloud.Store.ScanAsync(table, cancellationToken))
        {
            items.Add(item);
        }

        return AuditLog.FromItems(items);
    }
}
