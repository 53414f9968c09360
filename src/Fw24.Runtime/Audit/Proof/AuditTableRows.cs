using System.Globalization;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.Proof;

/// <summary>All audit records of a table in DynamoDB, by a scan, and the rows that are not what they seem to be.</summary>
internal sealed class AuditTableRows(IItemStore store, TableModel table, string auditTable, string tableName) : IAsyncEnumerable<AuditEntry>
{
    private readonly AuditItem _layout = AuditItem.Of(table, isOwn: auditTable == tableName);
    private readonly SortedDictionary<string, AuditFinding> _findings = new(StringComparer.Ordinal);

    /// <summary>The rows that are in another place than their record, or cannot be read.</summary>
    public IEnumerable<AuditFinding> Findings => _findings.Values;

    /// <inheritdoc/>
    public async IAsyncEnumerator<AuditEntry> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var row in store.EnumerateAsync(auditTable, new ItemScan(), cancellationToken).ConfigureAwait(false))
        {
            if (IsAuditRow(row) && EntryOf(row) is { } entry && entry.Table == table.Name)
            {
                yield return entry;
            }
        }
    }

    // The audited table itself has items, too.
    private bool IsAuditRow(ItemImage row) => auditTable != tableName || table.IsAuditRow(row);

    private AuditEntry? EntryOf(ItemImage row)
    {
        try
        {
            if (AuditLog.ReadRow(row) is not AuditEntry entry)
            {
                return null;
            }

            var place = _layout.KeyOf(row);
            if (AuditKey.Identity(place) == AuditKey.Identity(_layout.KeyOf(_layout.Write(entry, null))))
            {
                return entry;
            }

            Add(place, AuditFindingKind.Inserted, entry.Time, "The row is a copy: its key is not that of the record in it.");
        }
        catch (ItemFormatException exception)
        {
            Add(_layout.KeyOf(row), AuditFindingKind.Altered, null, $"The row cannot be read: {exception.Message}");
        }

        return null;
    }

    private void Add(ItemImage place, AuditFindingKind kind, DateTimeOffset? time, string text)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{auditTable}/{AuditKey.Identity(place)}");
        _findings[name] = new AuditFinding(kind, name, time, text);
    }
}
