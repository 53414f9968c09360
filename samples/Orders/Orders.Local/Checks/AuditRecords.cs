using System.Text;
using Fw24;
using Fw24.Audit;
using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;

namespace Orders.Local.Checks;

/// <summary>Reads a table's audit records from the place where its audit logger stored them.</summary>
internal static class AuditRecords
{
    /// <summary>Reads the records of a table on the embedded engine.</summary>
    public static Task<AuditLog> ReadAsync(LocalCloud cloud, AppModel app, TableModel table, CancellationToken cancellationToken)
    {
        var lines = table.Audit!.LoggerType is AuditLoggerType.Cloudwatch
            ? cloud.LogGroups[table.Audit.LogGroupName ?? $"/audit/logs/{app.Name}"].Events
                .Select(static logEvent => AuditEntry.Parse(logEvent.Message.Span))
            : AuditEntry.ParseLines(Encoding.UTF8.GetBytes(string.Join('\n', cloud.Console)));
        return ReadAsync(table, cloud.Store, lines, cancellationToken);
    }

    /// <summary>Reads the records, unordered and possibly with duplicates, and the gaps between them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="store">The items, of which some may be audit records.</param>
    /// <param name="lines">The records that audit loggers wrote as lines, to CloudWatch Logs or the console.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<AuditLog> ReadAsync(
        TableModel table, IItemStore store, IEnumerable<AuditEntry> lines, CancellationToken cancellationToken)
    {
        var log = table.Audit!.LoggerType is AuditLoggerType.DynamoDb
            ? await ReadTableAsync(store, table.Audit.AuditTableName ?? table.Name, cancellationToken)
            : new AuditLog([.. lines], []);
        return new AuditLog(
            [.. log.Entries.Where(entry => entry.Table == table.Name)],
            [.. log.Gaps.Where(gap => gap.Table == table.Name)]);
    }

    /// <summary>The place of a table's audit records, for display.</summary>
    public static string PlaceOf(TableModel table) => table.Audit!.LoggerType switch
    {
        AuditLoggerType.Cloudwatch => "CloudWatch Logs",
        AuditLoggerType.DynamoDb => $"table {table.Audit.AuditTableName ?? table.Name}",
        _ => "console",
    };

    private static async Task<AuditLog> ReadTableAsync(IItemStore store, string table, CancellationToken cancellationToken)
    {
        List<ItemImage> items = [];
        await foreach (var item in store.EnumerateAsync(table, new ItemScan(), cancellationToken))
        {
            items.Add(item);
        }

        return AuditLog.FromItems(items);
    }
}
