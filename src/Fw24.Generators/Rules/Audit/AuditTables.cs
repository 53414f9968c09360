using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Audit;

/// <summary>The demands of audit records on the table that holds them: see the runtime's DynamoDbAuditSink.</summary>
internal static class AuditTables
{
    // The attribute and key prefix of audit records among a table's own items, and the keys of a separate audit table.
    private const string RecordAttribute = "audit";
    private const string RecordPrefix = "AUDIT#";
    private static readonly KeyModel s_partitionKey = new("pk", "S");
    private static readonly KeyModel s_sortKey = new("sk", "S");

    /// <summary>Indicates whether a table is to hold its own audit records.</summary>
    public static bool HoldsItsRecords(TableModel table)
        => table.Audit is { LoggerType: AuditLoggerType.DynamoDb } audit && (audit.AuditTableName ?? table.Name) == table.Name;

    /// <summary>Indicates whether a table of entities can hold its own audit records.</summary>
    public static bool CanHoldItsRecords(TableModel table)
        => table is { PartitionKey.Type: "S", SortKey: null or { Type: "S" } }
            && table.TimeToLive is not RecordAttribute
            && table.Indexes
                .SelectMany(static index => index.Keys)
                .Concat([table.PartitionKey, table.SortKey])
                .All(static key => key?.Attribute is not RecordAttribute);

    /// <summary>Indicates whether a table of entities has the keys of a separate audit table.</summary>
    public static bool HasKeysOfOne(TableModel table) => table.PartitionKey == s_partitionKey && table.SortKey == s_sortKey;

    /// <summary>Indicates whether the keys of audit records begin like this.</summary>
    public static bool IsReserved(string keyBeginning) => keyBeginning.StartsWith(RecordPrefix, StringComparison.Ordinal);

    /// <summary>Gets the name of a separate table for audit records; empty if it would be too long.</summary>
    public static string Separate(TableModel table) => $"{table.Name}-audit" is var name && ResourceNames.IsTable(name) ? name : "";
}
