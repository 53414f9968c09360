using System.Text;
using Fw24.Records;

namespace Fw24.Audit;

/// <summary>The audit records of one item in order, each once: what happened to it, and what it was at any time.</summary>
public sealed class AuditTrail
{
    private AuditTrail(IReadOnlyList<AuditEntry> entries) => Entries = entries;

    /// <summary>The table's name.</summary>
    public string Table => Entries[0].Table;

    /// <summary>The item's key.</summary>
    public ItemImage Key => Entries[0].Key;

    /// <summary>The records in order of their sequence numbers: at least one.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; }

    /// <summary>Sorts records into the trails of their items. Their order and duplicates do not matter.</summary>
    /// <param name="entries">Records of any items and tables.</param>
    /// <returns>One trail per item, in the order in which the items first appear.</returns>
    public static IReadOnlyList<AuditTrail> Gather(IEnumerable<AuditEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var items = new OrderedDictionary<(string Table, string Key), List<AuditEntry>>();
        foreach (var entry in entries)
        {
            var item = (entry.Table, AuditKey.Identity(entry.Key));
            if (!items.TryGetValue(item, out var records))
            {
                items.Add(item, records = []);
            }

            records.Add(entry);
        }

        var trails = new List<AuditTrail>(items.Count);
        foreach (var records in items.Values)
        {
            trails.Add(new AuditTrail(InOrder(records)));
        }

        return trails;
    }

    /// <summary>Rebuilds the item as it was after its last record.</summary>
    /// <returns>The item, without the attributes that the audit leaves out; absent when it had been removed.</returns>
    /// <exception cref="AuditTrailException">A record does not fit the records before it.</exception>
    public ItemImage Fold() => Fold(DateTimeOffset.MaxValue);

    /// <summary>Rebuilds the item as it was at the end of a second.</summary>
    /// <param name="at">When.</param>
    /// <returns>The item, without the attributes that the audit leaves out; absent when it did not exist then.</returns>
    /// <exception cref="AuditTrailException">A record does not fit the records before it.</exception>
    public ItemImage Fold(DateTimeOffset at)
    {
        var item = new FoldedItem();
        foreach (var entry in Entries)
        {
            if (entry.Time > at)
            {
                break;
            }

            item.Apply(entry);
        }

        return item.ToImage();
    }

    private static List<AuditEntry> InOrder(List<AuditEntry> records)
    {
        // Stable, so of a record that is there twice the first stays.
        var sorted = records.OrderBy(static entry => Encoding.UTF8.GetBytes(entry.SequenceNumber), s_bySequence);
        var entries = new List<AuditEntry>(records.Count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in sorted)
        {
            // DynamoDB Local names an event anew each time it is read: there only the sequence number tells.
            var isSame = entries is [.., var last] && SequenceNumber.Compare(Encoding.UTF8.GetBytes(last.SequenceNumber), Encoding.UTF8.GetBytes(entry.SequenceNumber)) == 0;
            if (ids.Add(entry.EventId) && !isSame)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private static readonly Comparer<byte[]> s_bySequence = Comparer<byte[]>.Create(static (left, right) => SequenceNumber.Compare(left, right));
}
