using System.Runtime.InteropServices;
using Fw24.Audit.Trail;
using Fw24.Items.Values;

namespace Fw24.Audit.States;

/// <summary>An item's history: the runs of records that follow one another, and the spans between them in which nothing is known.</summary>
internal sealed class TrailHistory
{
    private readonly List<AuditEntry> _entries;
    private readonly List<TrailRun> _runs = [];
    private readonly PresentItem? _present;
    private readonly DateTimeOffset? _since;
    private readonly string _table;

    /// <summary>Creates the history of an item.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="trail">The item's records; <see langword="null"/> if there is none.</param>
    /// <param name="present">The item as its last record left it; <see langword="null"/> if that is not known.</param>
    /// <param name="since">The time since when the table's changes are recorded and kept; <see langword="null"/> if not known.</param>
    public TrailHistory(string table, AuditTrail? trail, PresentItem? present, DateTimeOffset? since)
    {
        (_table, _present, _since) = (table, present, since);
        _entries = [.. trail?.Entries ?? []];
        Conflicts = trail?.Conflicts ?? [];
        if (trail is not null)
        {
            Split(trail);
        }
    }

    /// <summary>The records, in order.</summary>
    public IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>The records that contradict another one of the same change.</summary>
    public IReadOnlyList<AuditEntry> Conflicts { get; }

    /// <summary>Indicates whether the first record is the item's creation.</summary>
    public bool HasBeginning
        => _entries is [{ Operation: ChangeOperations.Insert } first, ..] && (_runs[0].Fault is null || first.ErasedAt is not null);

    /// <summary>Gets the spans of which nothing is known, in order.</summary>
    public IReadOnlyList<UnknownSpan> Unknown()
    {
        var spans = new List<UnknownSpan>();
        if (!HasBeginning && _entries is [var first, ..])
        {
            spans.Add(new UnknownSpan(null, first, BeforeFirst(first)) { From = null, To = first.Time });
        }

        for (var i = 0; i < _runs.Count; i++)
        {
            var run = _runs[i];
            var next = i + 1 < _runs.Count ? _entries[_runs[i + 1].Start] : null;
            if ((run.Fault ?? (next is null ? null : run.Break)) is { } reason)
            {
                var last = _entries[run.End - 1];
                spans.Add(new UnknownSpan(last, next, reason) { From = last.Time, To = next?.Time, Gap = run.Gap });
            }
        }

        return spans;
    }

    /// <summary>Rebuilds the item as it was at the end of a second.</summary>
    public AuditedItem At(DateTimeOffset at)
    {
        if (_entries is not [var first, ..])
        {
            return AuditedItem.NotKnown($"The state of the item of {_table} is unknown: its trail has no record.", "");
        }

        var count = _entries.FindIndex(entry => entry.Time > at);
        count = count < 0 ? _entries.Count : count;
        if (count == 0 && (_since is { } since ? at < since : !HasBeginning))
        {
            return AuditedItem.NotKnown(BeforeFirst(first), first.EventId);
        }

        if (count == 0 && first.Operation is ChangeOperations.Insert)
        {
            return new FoldedItem().ToAuditedItem(first);
        }

        if (count == 0 && first.ErasedAt is not null)
        {
            return AuditedItem.NotKnown(
                $"The audit record {first.EventId} of {_table} was erased: the item's state before it is unknown.", first.EventId);
        }

        var place = _runs.FindIndex(run => count <= run.End);
        var run = _runs[place];
        if ((run.Fault ?? (count == run.End && place < _runs.Count - 1 ? run.Break : null)) is { } reason)
        {
            return AuditedItem.NotKnown(reason, _entries[run.End - 1].EventId);
        }

        var item = Fold(FoldedItem.Before(Of(run)), run, count);
        return item.Knowledge is ItemKnowledge.Partial && _present is { } present && place == _runs.Count - 1
            && FoldedItem.Before(Of(run), present.Item, present.Hidden) is { } whole
            ? Fold(whole, run, count)
            : item;
    }

    private AuditedItem Fold(FoldedItem item, TrailRun run, int count)
    {
        for (var i = run.Start; i < count; i++)
        {
            item.Apply(_entries[i]);
        }

        return item.ToAuditedItem(_entries[run.Start]);
    }

    private string BeforeFirst(AuditEntry first)
        => $"The state of the item of {_table} at that time is unknown: records before {first.EventId}, the first of its trail, are or "
            + "may be missing.";

    // A run ends where the sink has marked a gap, where two records contradict each other, where a record was erased, and where one does not
    // continue those before.
    private void Split(AuditTrail trail)
    {
        var gaps = GapsByIndex(trail);
        var doubted = Doubted(trail);
        var start = 0;
        while (start < _entries.Count)
        {
            var end = start + 1;
            while (end < _entries.Count && !gaps.ContainsKey(end) && !doubted.Contains(end - 1) && !doubted.Contains(end)
                && !IsErased(end - 1) && !IsErased(end))
            {
                end++;
            }

            var fault = doubted.Contains(start) ? FaultOf(start, "contradicts another record of the same change")
                : IsErased(start) ? FaultOf(start, "was erased")
                : null;
            if (fault is null)
            {
                end = start + Fitting(Of(new TrailRun(start, end)), out fault);
            }

            _runs.Add(new TrailRun(start, end)
            {
                Fault = fault,
                Gap = gaps.GetValueOrDefault(end),
                Break = IsWholeTo(end) ? null : $"Records are missing after the audit record {_entries[end - 1].EventId} of {_table}"
                    + (end < _entries.Count ? $", up to {_entries[end].EventId}" : "") + ": the item's state in between is unknown.",
            });
            start = end;
        }

        // No record is missing before one that was erased, unless something else says so.
        bool IsWholeTo(int next) => next < _entries.Count && IsErased(next)
            && (_entries[next - 1].Operation is ChangeOperations.Remove) == (_entries[next].Operation is ChangeOperations.Insert)
            && !gaps.ContainsKey(next) && !doubted.Contains(next - 1) && !doubted.Contains(next);
    }

    private string FaultOf(int index, string reason)
        => $"The audit record {_entries[index].EventId} of {_table} {reason}: the item's state from then on is unknown.";

    // After a removal the item is known to be absent, whatever values its record had.
    private bool IsErased(int index) => _entries[index] is { ErasedAt: not null, Operation: not ChangeOperations.Remove };

    // The open gaps by the number of records before them. The record after which a gap is may have expired.
    private Dictionary<int, AuditGap> GapsByIndex(AuditTrail trail)
    {
        var gaps = new Dictionary<int, AuditGap>();
        foreach (var gap in trail.Gaps)
        {
            gaps[CountTo(gap.After)] = gap;
        }

        return gaps;
    }

    private HashSet<int> Doubted(AuditTrail trail)
    {
        var doubted = new HashSet<int>();
        foreach (var conflict in trail.Conflicts)
        {
            for (var i = 0; i < _entries.Count; i++)
            {
                if (_entries[i].EventId == conflict.EventId
                    || SequenceNumber.Compare(_entries[i].SequenceNumber, conflict.SequenceNumber) == 0)
                {
                    doubted.Add(i);
                }
            }

            // It would be after that record, if it is the true one.
            doubted.Add(Math.Max(0, CountTo(conflict.SequenceNumber) - 1));
        }

        return doubted;
    }

    // The number of records up to a sequence number, inclusive.
    private int CountTo(string sequence)
    {
        var index = _entries.FindIndex(entry => SequenceNumber.Compare(entry.SequenceNumber, sequence) > 0);
        return index < 0 ? _entries.Count : index;
    }

    private ReadOnlySpan<AuditEntry> Of(TrailRun run) => CollectionsMarshal.AsSpan(_entries)[run.Start..run.End];

    // The number of records from the first on that continue one another. The first alone may be at fault.
    private static int Fitting(ReadOnlySpan<AuditEntry> run, out string? fault)
    {
        fault = null;
        while (true)
        {
            try
            {
                var item = FoldedItem.Before(run);
                foreach (var entry in run)
                {
                    item.Apply(entry);
                }

                return run.Length;
            }
            catch (AuditTrailException exception)
            {
                if (run.Length == 1)
                {
                    fault = exception.Message;
                    return 1;
                }

                // Nothing is folded over the record that does not fit.
                var misfit = IndexOf(run, exception.EventId);
                run = run[..Math.Clamp(misfit, 1, run.Length - 1)];
            }
        }
    }

    private static int IndexOf(ReadOnlySpan<AuditEntry> run, string eventId)
    {
        for (var i = 0; i < run.Length; i++)
        {
            if (run[i].EventId == eventId)
            {
                return i;
            }
        }

        return run.Length - 1;
    }
}
