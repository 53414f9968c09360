using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Items.Values;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>What is remembered of an item's trail, to notice where records are missing: the stretches that are whole, in order.</summary>
/// <remarks>
/// Where two stretches do not meet there is a gap. Of the newest changes each is a stretch of its own, so that one that comes late
/// finds its place among them also where the images alone do not tell it (A→B→A); older ones are joined.
/// </remarks>
internal sealed class TrailCheckpoint
{
    // So many stretches that a head is about 1 KB: one write unit.
    private const int MaxJoinable = 8;

    // With more gaps than this at a time, the oldest stays marked as open even if it is filled later: one item is missing that many records.
    private const int MaxStretches = 64;

    // With room for the longest time to live, 100 years, in the calendar.
    private const int MaxYear = 9000;

    private TrailCheckpoint(IReadOnlyList<ContiguousRange> stretches, IReadOnlyList<TrailGap> gaps, DateTimeOffset time, DateTimeOffset recordedAt)
        => (Stretches, Gaps, Time, RecordedAt) = (stretches, gaps, time, recordedAt);

    /// <summary>The head of a trail that has no record yet.</summary>
    public static TrailCheckpoint None { get; } = new([], [], DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>The stretches, in order.</summary>
    public IReadOnlyList<ContiguousRange> Stretches { get; }

    /// <summary>The gaps that are new, or changed, since the head before: their rows are written after the head, and perhaps not yet.</summary>
    public IReadOnlyList<TrailGap> Gaps { get; }

    /// <summary>When the latest change was made.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>When the latest change was recorded.</summary>
    public DateTimeOffset RecordedAt { get; }

    /// <summary>Reads a head.</summary>
    /// <exception cref="ItemFormatException">The item is none.</exception>
    public static TrailCheckpoint FromItem(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        reader.Members.Demand(AuditSchema.HeadV1);
        var stretches = reader.Stretches.ConvertAll(ContiguousRange.Parse);
        DemandOrder(stretches);
        return new TrailCheckpoint(stretches, reader.Gaps.ConvertAll(TrailGap.Parse), TimeOf(reader.Members, "time"), TimeOf(reader.Members, "recordedAt"));
    }

    /// <summary>The head with further changes in the trail.</summary>
    /// <returns>The new head; this one when it has them all, or they lie within a stretch of which no more is known than its ends.</returns>
    public TrailCheckpoint With(IEnumerable<TrailEntry> links)
    {
        var stretches = new List<ContiguousRange>(Stretches);
        var (time, recordedAt) = (Time, RecordedAt);
        foreach (var link in links)
        {
            if (TryInsert(stretches, link))
            {
                time = link.Time > time ? link.Time : time;
                recordedAt = link.RecordedAt > recordedAt ? link.RecordedAt : recordedAt;
            }
        }

        if (stretches.Count == Stretches.Count)
        {
            return this;
        }

        var gaps = Differences(Stretches, stretches);
        Shorten(stretches);
        return new TrailCheckpoint(stretches, gaps, time, recordedAt);
    }

    /// <summary>The head when the rows of its gaps are written.</summary>
    public TrailCheckpoint Settled() => Gaps.Count == 0 ? this : new TrailCheckpoint(Stretches, [], Time, RecordedAt);

    private static void DemandOrder(List<ContiguousRange> stretches)
    {
        for (var i = 0; i < stretches.Count; i++)
        {
            var begins = i == 0 || SequenceNumber.Compare(stretches[i - 1].Last, stretches[i].First) < 0;
            if (!begins || SequenceNumber.Compare(stretches[i].First, stretches[i].Last) > 0)
            {
                throw new ItemFormatException("audit trail's head", "stretches", "stretches in order", "others");
            }
        }
    }

    // The time of a later change is compared with it, and the time to live is counted from it.
    private static DateTimeOffset TimeOf(AuditMembers members, string name)
        => members.Time(name) is var time && time.Year <= MaxYear ? time : throw new ItemFormatException("audit trail's head", name, $"a time up to the year {MaxYear}", "a later one");

    private static bool TryInsert(List<ContiguousRange> stretches, in TrailEntry link)
    {
        var at = stretches.Count;
        while (at > 0 && SequenceNumber.Compare(stretches[at - 1].First, link.Sequence) > 0)
        {
            at--;
        }

        if (at > 0 && SequenceNumber.Compare(stretches[at - 1].Last, link.Sequence) >= 0)
        {
            return false;
        }

        stretches.Insert(at, ContiguousRange.Of(link));
        return true;
    }

    // What stood between two neighbours can only change when something came between them, so each row's second neighbour only ever comes nearer.
    private static List<TrailGap> Differences(IReadOnlyList<ContiguousRange> before, List<ContiguousRange> after)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < before.Count; i++)
        {
            if (!before[i - 1].Meets(before[i]))
            {
                known.Add(before[i - 1].Last, before[i].First);
            }
        }

        var gaps = new List<TrailGap>();
        for (var i = 1; i < after.Count; i++)
        {
            var (last, next) = (after[i - 1], after[i].First);
            var wasOpen = known.TryGetValue(last.Last, out var nextBefore);
            var isFilled = last.Meets(after[i]);
            if (isFilled ? wasOpen : nextBefore != next)
            {
                gaps.Add(new TrailGap(last.Entity, last.Last, next, isFilled));
            }
        }

        return gaps;
    }

    private static void Shorten(List<ContiguousRange> stretches)
    {
        // From the oldest on. What is read is never before what is written, so the list is shortened once, at its end.
        var (last, tooMany) = (0, stretches.Count - MaxJoinable);
        for (var i = 1; i < stretches.Count; i++)
        {
            var isJoined = tooMany > 0 && stretches[last].Meets(stretches[i]);
            tooMany -= isJoined ? 1 : 0;
            last += isJoined ? 0 : 1;
            stretches[last] = isJoined ? stretches[last].Join(stretches[i]) : stretches[i];
        }

        stretches.RemoveRange(last + 1, stretches.Count - last - 1);
        var surplus = stretches.Count - MaxStretches;
        if (surplus > 0)
        {
            stretches[surplus] = stretches[0].Join(stretches[surplus]);
            stretches.RemoveRange(0, surplus);
        }
    }
}
