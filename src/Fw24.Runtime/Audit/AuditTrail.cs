using Fw24.Records;

namespace Fw24.Audit;

/// <summary>The audit records of one item in order, each once: what happened to it, what it was at any time, and where that is not known.</summary>
public sealed class AuditTrail
{
    private static readonly Comparer<string> s_bySequence = Comparer<string>.Create(SequenceNumber.Compare);

    private readonly Dictionary<string, AuditGap> _gaps;

    private AuditTrail(IReadOnlyList<AuditEntry> entries, List<AuditGap> gaps)
    {
        Entries = entries;
        Gaps = [.. gaps.OrderBy(static gap => gap.After, s_bySequence)];
        _gaps = gaps.ToDictionary(static gap => AuditItem.SortKeyOf(gap.After), StringComparer.Ordinal);
    }

    /// <summary>The table's name.</summary>
    public string Table => Entries[0].Table;

    /// <summary>The item's key.</summary>
    public ItemImage Key => Entries[0].Key;

    /// <summary>The records in order of their sequence numbers: at least one.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; }

    /// <summary>Where records are known to be missing, in order. Only the DynamoDB sink knows; gaps that were filled are none.</summary>
    public IReadOnlyList<AuditGap> Gaps { get; }

    /// <summary>Sorts records into the trails of their items. Their order and duplicates do not matter.</summary>
    /// <param name="entries">Records of any items and tables.</param>
    /// <returns>One trail per item, in the order in which the items first appear.</returns>
    public static IReadOnlyList<AuditTrail> Gather(IEnumerable<AuditEntry> entries) => Gather(entries, []);

    /// <summary>Sorts records, and the gaps between them, into the trails of their items. Their order and duplicates do not matter.</summary>
    /// <param name="rows">Records and gaps of any items and tables.</param>
    /// <returns>One trail per item that has a record, in the order in which the items first appear.</returns>
    public static IReadOnlyList<AuditTrail> Gather(AuditRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Gather(rows.Entries, rows.Gaps);
    }

    private static List<AuditTrail> Gather(IEnumerable<AuditEntry> entries, IEnumerable<AuditGap> gaps)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var open = gaps.Where(static gap => !gap.IsFilled).ToLookup(static gap => (gap.Table, AuditKey.Identity(gap.Key)));
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
        foreach (var (item, records) in items)
        {
            trails.Add(new AuditTrail(InOrder(records), [.. open[item]]));
        }

        return trails;
    }

    /// <summary>Rebuilds the item as it was after its last record.</summary>
    /// <returns>The item, without the attributes that the audit leaves out; absent when it had been removed.</returns>
    /// <exception cref="AuditTrailException">Records are missing, or one does not fit the records before it.</exception>
    public ItemImage Fold() => Fold(DateTimeOffset.MaxValue);

    /// <summary>Rebuilds the item as it was at the end of a second.</summary>
    /// <param name="at">When.</param>
    /// <returns>The item, without the attributes that the audit leaves out; absent when it did not exist then.</returns>
    /// <exception cref="AuditTrailException">Records are missing up to then, or perhaps up to then, or one does not fit the records before it.</exception>
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
            if (_gaps.TryGetValue(AuditItem.SortKeyOf(entry.SequenceNumber), out var gap))
            {
                throw new AuditTrailException(
                    $"Behind the audit record {entry.EventId} of {entry.Table} records are missing, up to the sequence number {gap.Before}: what the item was from then on is not known.",
                    entry.EventId);
            }
        }

        return item.ToImage();
    }

    private static List<AuditEntry> InOrder(List<AuditEntry> records)
    {
        // Stable, so of a record that is there twice the first stays.
        var sorted = records.OrderBy(static entry => entry.SequenceNumber, s_bySequence);
        var entries = new List<AuditEntry>(records.Count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in sorted)
        {
            // DynamoDB Local names an event anew each time it is read: there only the sequence number tells.
            var isSame = entries is [.., var last] && SequenceNumber.Compare(last.SequenceNumber, entry.SequenceNumber) == 0;
            if (ids.Add(entry.EventId) && !isSame)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }
}
