using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Composition;

/// <summary>Finds the indexes that also hold audit records.</summary>
/// <remarks>DynamoDB puts an item into an index if it has all attributes of the index's key. The runtime's AuditItem writes the records.</remarks>
internal static class AuditedIndexes
{
    private const string Expiry = "expiresAt";

    // The members of another table's records, of the heads of their trails and of gaps. Records of the table itself are nested.
    private static readonly HashSet<string> s_members = new(StringComparer.Ordinal)
    {
        "actor", "actorKind", "after", "app", "before", "begins", "commitment", "entity", "erasedAt", "id", "operation",
        "origin", "reason", "recordedAt", "salt", "schema", "sequence", "state", "table", "time", "trace",
    };

    /// <summary>Marks the indexes of a table that hold audit records.</summary>
    /// <param name="table">The table.</param>
    /// <param name="tables">The app's tables.</param>
    public static TableModel Mark(TableModel table, IEnumerable<TableModel> tables)
    {
        var stored = tables.Where(other => StoreOf(other) == table.Name).Select(other => other.Name == table.Name).Distinct().ToList();
        return stored.Count is 0
            ? table
            : table with { Indexes = table.Indexes.Select(Marked).ToEquatableArray() };

        IndexModel Marked(IndexModel index)
            => index with { HoldsAuditRecords = stored.Exists(isOwn => index.Keys.All(key => IsInRecords(key, table, isOwn))) };
    }

    private static string? StoreOf(TableModel table)
        => table.Audit is { LoggerType: AuditLoggerType.DynamoDb } audit ? audit.AuditTableName ?? table.Name : null;

    private static bool IsInRecords(KeyModel key, TableModel table, bool isOwn)
        => key == table.PartitionKey
        || key == table.SortKey
        || key == new KeyModel((isOwn ? table.TimeToLive : null) ?? Expiry, "N")
        || (!isOwn && key.Type is "S" && s_members.Contains(key.Attribute));
}
