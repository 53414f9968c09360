using System.Runtime.InteropServices;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Items.Values;
using Fw24.Json.Text;

namespace Fw24.Audit;

/// <summary>The audit records of one item in order, without duplicates: its history, its state at any time, and the gaps in both.</summary>
public sealed class AuditTrail
{
    private static readonly Comparer<string> s_bySequence = Comparer<string>.Create(SequenceNumber.Compare);

    private readonly List<AuditEntry> _entries;
    private readonly Dictionary<string, AuditGap> _gaps;

    // The time of the earliest record that another one contradicts.
    private readonly DateTimeOffset _conflictSince;

    private AuditTrail(List<AuditEntry> records, List<AuditGap> gaps)
    {
        (_entries, Conflicts, _conflictSince) = InOrder(records);
        Gaps = [.. gaps.OrderBy(static gap => gap.After, s_bySequence)];
        _gaps = gaps.ToDictionary(static gap => AuditKey.SortKeyOf(gap.After), StringComparer.Ordinal);
    }

    /// <summary>The table's name.</summary>
    public string Table => Entries[0].Table;

    /// <summary>The item's key.</summary>
    public ItemImage Key => Entries[0].Key;

    /// <summary>The records in order of their sequence numbers: at least one.</summary>
    public IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>The places where records are known to be missing, in order. Only the DynamoDB sink detects them; filled gaps are not included.</summary>
    public IReadOnlyList<AuditGap> Gaps { get; }

    /// <summary>
    /// Records that contradict the one in <see cref="Entries"/> with the same event id or sequence number. One of the two is false.
    /// CloudWatch Logs, which does not compare records when storing them, contains both; the messages of those that the DynamoDB sink rejected are in the
    /// parking queue.
    /// </summary>
    public IReadOnlyList<AuditEntry> Conflicts { get; }

    /// <summary>Sorts records into the trails of their items. Order and duplicates do not matter.</summary>
    /// <param name="entries">Records of any items and tables.</param>
    /// <returns>One trail per item, in the order in which the items first appear.</returns>
    /// <exception cref="ItemFormatException">A record's key is not a valid key.</exception>
    public static IReadOnlyList<AuditTrail> Gather(IEnumerable<AuditEntry> entries) => Gather(entries, []);

    /// <summary>Sorts records, and the gaps between them, into the trails of their items. Order and duplicates do not matter.</summary>
    /// <param name="log">Records and gaps of any items and tables.</param>
    /// <returns>One trail per item that has a record, in the order in which the items first appear.</returns>
    /// <exception cref="ItemFormatException">The key of a record or gap is not a valid key.</exception>
    public static IReadOnlyList<AuditTrail> Gather(AuditLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return Gather(log.Entries, log.Gaps);
    }

    private static List<AuditTrail> Gather(IEnumerable<AuditEntry> entries, IEnumerable<AuditGap> gaps)
    {
        ArgumentNullException.ThrowIfNull(entries);
        // Of two rows for one place, the one with the closer next record is newer.
        var open = gaps.GroupBy(static gap => (gap.Table, Key: AuditKey.Identity(gap.Key), After: AuditKey.SortKeyOf(gap.After)))
            .Select(static place => (place.Key, Gap: place.MinBy(static gap => gap.Before, s_bySequence)!))
            .Where(static place => !place.Gap.IsFilled)
            .ToLookup(static place => (place.Key.Table, place.Key.Key), static place => place.Gap);
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
            trails.Add(new AuditTrail(records, [.. open[item]]));
        }

        return trails;
    }

    /// <summary>Rebuilds the item as it was after its last record.</summary>
    /// <returns>The item.</returns>
    /// <exception cref="AuditTrailException">
    /// Records are missing within the trail, or one does not fit the previous records or is in <see cref="Conflicts"/>.
    /// </exception>
    public AuditedItem Fold() => Fold(DateTimeOffset.MaxValue);

    /// <summary>Rebuilds the item as it was at the end of a second.</summary>
    /// <remarks>
    /// A trail that does not begin with an insert has lost its beginning, because of a retention or because the audit was enabled later. Before its
    /// first record nothing is known. From then on, the attributes that its records change are known; until a record changes it, an attribute has
    /// the old value in that record. The whole item is known before a removal, whose record contains all of it, and from an insert on.
    /// </remarks>
    /// <param name="at">The time.</param>
    /// <param name="recordedSince">
    /// The time since which the table's changes are recorded and kept: the start of the audit or, if later, the beginning of the retention. It
    /// applies to times before the first record. Before it nothing is known, even if the first record is an insert, because the item may have
    /// existed and been deleted earlier; from it on, the item was as the first record found it. If omitted, a trail that begins with an insert is
    /// assumed to be complete.
    /// </param>
    /// <returns>The item.</returns>
    /// <exception cref="AuditTrailException">
    /// Records up to that time are or may be missing, or one does not fit the previous records or is in <see cref="Conflicts"/>.
    /// </exception>
    public AuditedItem Fold(DateTimeOffset at, DateTimeOffset? recordedSince = null)
    {
        var first = Entries[0];
        if (at < first.Time && (recordedSince is { } since ? at < since : first.Operation is not ChangeOperations.Insert))
        {
            return AuditedItem.NotKnown(first);
        }

        if (at < first.Time && first is { ErasedAt: not null, Operation: not ChangeOperations.Insert })
        {
            throw Erased(first);
        }

        if (Conflicts is [var conflict, ..] && _conflictSince <= at)
        {
            throw new AuditTrailException(
                $"The audit record {conflict.EventId} of {conflict.Table} contradicts another record of the same change: see {nameof(Conflicts)}. The item's state from then on is unknown.",
                conflict.EventId);
        }

        var item = first.ErasedAt is null ? FoldedItem.Before(FirstRun()) : new FoldedItem();
        foreach (var entry in Entries)
        {
            if (entry.Time > at)
            {
                break;
            }

            item.Apply(entry);
            if (GapAfter(entry) is { } gap)
            {
                throw new AuditTrailException(
                    $"Records are missing after the audit record {entry.EventId} of {entry.Table}, up to the sequence number {gap.Before}: the item's state from then on is unknown.",
                    entry.EventId);
            }
        }

        return item.Erased is { } erased ? throw Erased(erased) : item.ToAuditedItem(first);
    }

    private static AuditTrailException Erased(AuditEntry entry) => new(
        $"The values in the audit record {entry.EventId} of {entry.Table} were erased on {UtcTime.ToText(entry.ErasedAt!.Value)}: the item's state from then on, until it was removed, is unknown.",
        entry.EventId);

    private AuditGap? GapAfter(AuditEntry entry) => _gaps.GetValueOrDefault(AuditKey.SortKeyOf(entry.SequenceNumber));

    // The records up to the first gap, or before the first erased one.
    private ReadOnlySpan<AuditEntry> FirstRun()
    {
        var gap = _entries.FindIndex(entry => GapAfter(entry) is not null) + 1;
        var length = gap == 0 ? _entries.Count : gap;
        var erased = _entries.FindIndex(static entry => entry.ErasedAt is not null);
        return CollectionsMarshal.AsSpan(_entries)[..(erased < 0 ? length : Math.Min(erased, length))];
    }

    private static (List<AuditEntry> Entries, List<AuditEntry> Conflicts, DateTimeOffset Since) InOrder(List<AuditEntry> records)
    {
        // The sort is stable, so the first of duplicate records is kept.
        var sorted = records.OrderBy(static entry => entry.SequenceNumber, s_bySequence);
        var entries = new List<AuditEntry>(records.Count);
        var conflicts = new List<AuditEntry>();
        var since = DateTimeOffset.MaxValue;
        var ids = new Dictionary<string, AuditEntry>(StringComparer.Ordinal);
        foreach (var entry in sorted)
        {
            // A source may assign new event ids each time it is read; only the sequence number identifies such events.
            var same = entries is [.., var last] && SequenceNumber.Compare(last.SequenceNumber, entry.SequenceNumber) == 0 ? last : ids.GetValueOrDefault(entry.EventId);
            ids.TryAdd(entry.EventId, entry);
            if (same is null)
            {
                entries.Add(entry);
            }
            else if (!same.TellsTheSame(entry))
            {
                conflicts.Add(entry);
                since = same.Time < since ? same.Time : since;
                since = entry.Time < since ? entry.Time : since;
            }
        }

        return (entries, conflicts, since);
    }
}
