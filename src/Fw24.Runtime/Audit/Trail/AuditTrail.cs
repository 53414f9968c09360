using System.Runtime.InteropServices;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Items.Values;

namespace Fw24.Audit;

/// <summary>The audit records of one item in order, each once: what happened to it, what it was at any time, and where that is not known.</summary>
public sealed class AuditTrail
{
    private static readonly Comparer<string> s_bySequence = Comparer<string>.Create(SequenceNumber.Compare);

    private readonly List<AuditEntry> _entries;
    private readonly Dictionary<string, AuditGap> _gaps;

    // The earlier of the two records that contradict each other first.
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

    /// <summary>Where records are known to be missing, in order. Only the DynamoDB sink knows; gaps that were filled are none.</summary>
    public IReadOnlyList<AuditGap> Gaps { get; }

    /// <summary>
    /// Records that tell something else of a change than the one in <see cref="Entries"/> of the same event id or sequence number. One of the two is not what happened.
    /// In CloudWatch Logs, where nothing is compared when it is stored, both are found; of those that the DynamoDB sink refused, the parking queue has the message.
    /// </summary>
    public IReadOnlyList<AuditEntry> Conflicts { get; }

    /// <summary>Sorts records into the trails of their items. Their order and duplicates do not matter.</summary>
    /// <param name="entries">Records of any items and tables.</param>
    /// <returns>One trail per item, in the order in which the items first appear.</returns>
    /// <exception cref="ItemFormatException">A record's key is none of an item.</exception>
    public static IReadOnlyList<AuditTrail> Gather(IEnumerable<AuditEntry> entries) => Gather(entries, []);

    /// <summary>Sorts records, and the gaps between them, into the trails of their items. Their order and duplicates do not matter.</summary>
    /// <param name="rows">Records and gaps of any items and tables.</param>
    /// <returns>One trail per item that has a record, in the order in which the items first appear.</returns>
    /// <exception cref="ItemFormatException">The key of a record or gap is none of an item.</exception>
    public static IReadOnlyList<AuditTrail> Gather(AuditRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Gather(rows.Entries, rows.Gaps);
    }

    private static List<AuditTrail> Gather(IEnumerable<AuditEntry> entries, IEnumerable<AuditGap> gaps)
    {
        ArgumentNullException.ThrowIfNull(entries);
        // Of two rows for one place the one whose next record is nearer is newer.
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
    /// <exception cref="AuditTrailException">Records are missing within the trail, or one does not fit the records before it or is in <see cref="Conflicts"/>.</exception>
    public AuditedItem Fold() => Fold(DateTimeOffset.MaxValue);

    /// <summary>Rebuilds the item as it was at the end of a second.</summary>
    /// <remarks>
    /// A trail that does not begin with an insert has lost its beginning, by a retention or because the audit was switched on later. Before its
    /// first record nothing is known. From there on the attributes are known that its records change, each of which was until then what the
    /// record says it was. The whole item is known before a removal, whose record shows all of it, and from an insert on.
    /// </remarks>
    /// <param name="at">When.</param>
    /// <param name="recordedSince">
    /// Since when the table's changes are recorded and kept: since the audit was switched on or, if that is later, the retention's beginning. It
    /// decides about times before the first record: before it nothing is known, even if the first record is an insert, for the item may have
    /// had an earlier life; from it on the item was what the first record found. When it is not given, a trail that begins with an insert is
    /// taken to be whole.
    /// </param>
    /// <returns>The item.</returns>
    /// <exception cref="AuditTrailException">
    /// Records are missing up to then, or perhaps up to then, or one does not fit the records before it or is in <see cref="Conflicts"/>.
    /// </exception>
    public AuditedItem Fold(DateTimeOffset at, DateTimeOffset? recordedSince = null)
    {
        var first = Entries[0];
        if (at < first.Time && (recordedSince is { } since ? at < since : first.Operation is not ChangeOperations.Insert))
        {
            return AuditedItem.NotKnown(first);
        }

        if (Conflicts is [var conflict, ..] && _conflictSince <= at)
        {
            throw new AuditTrailException(
                $"The audit record {conflict.EventId} of {conflict.Table} contradicts another one of the same change: see {nameof(Conflicts)}. What the item was from then on is not known.",
                conflict.EventId);
        }

        var item = FoldedItem.Before(FirstRun());
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
                    $"After the audit record {entry.EventId} of {entry.Table} records are missing, up to the sequence number {gap.Before}: what the item was from then on is not known.",
                    entry.EventId);
            }
        }

        return item.ToAuditedItem(first);
    }

    private AuditGap? GapAfter(AuditEntry entry) => _gaps.GetValueOrDefault(AuditKey.SortKeyOf(entry.SequenceNumber));

    // The records up to the first gap.
    private ReadOnlySpan<AuditEntry> FirstRun()
    {
        var length = _entries.FindIndex(entry => GapAfter(entry) is not null) + 1;
        return CollectionsMarshal.AsSpan(_entries)[..(length == 0 ? _entries.Count : length)];
    }

    private static (List<AuditEntry> Entries, List<AuditEntry> Conflicts, DateTimeOffset Since) InOrder(List<AuditEntry> records)
    {
        // Stable, so of a record that is there twice the first stays.
        var sorted = records.OrderBy(static entry => entry.SequenceNumber, s_bySequence);
        var entries = new List<AuditEntry>(records.Count);
        var conflicts = new List<AuditEntry>();
        var since = DateTimeOffset.MaxValue;
        var ids = new Dictionary<string, AuditEntry>(StringComparer.Ordinal);
        foreach (var entry in sorted)
        {
            // A source of events may name one anew each time it is read: then only the sequence number tells.
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
