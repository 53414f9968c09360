using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Items.Values;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>The checkpoint of an item's trail, stored as its head, for detecting missing records: the contiguous ranges of records, in order.</summary>
/// <remarks>
/// Two ranges that do not connect have a gap between them. Recent changes are kept as single-entry ranges, so that a late change can be
/// inserted between them even if the images alone do not determine its place (A→B→A); older ones are joined.
/// </remarks>
internal sealed class TrailCheckpoint
{
    // With this many ranges the checkpoint is about 1 KB: one write unit.
    private const int MaxJoinable = 8;

    // With more gaps than this at a time, the oldest stays marked as open even if filled later; at least that many records of one item are missing.
    private const int MaxStretches = 64;

    // Leaves room in the calendar for the longest time to live, 100 years.
    private const int MaxYear = 9000;

    private TrailCheckpoint(IReadOnlyList<ContiguousRange> stretches, IReadOnlyList<TrailGap> gaps, DateTimeOffset time, DateTimeOffset recordedAt)
        => (Stretches, Gaps, Time, RecordedAt) = (stretches, gaps, time, recordedAt);

    /// <summary>The checkpoint of a trail without records.</summary>
    public static TrailCheckpoint None { get; } = new([], [], DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>The ranges, in order.</summary>
    public IReadOnlyList<ContiguousRange> Stretches { get; }

    /// <summary>The gaps that are new or changed since the previous checkpoint. Their rows are written after the checkpoint and may not exist yet.</summary>
    public IReadOnlyList<TrailGap> Gaps { get; }

    /// <summary>The time of the latest change.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The time at which the latest change was recorded.</summary>
    public DateTimeOffset RecordedAt { get; }

    /// <summary>The mark of the trail's erasure; <see langword="null"/> if it was not erased.</summary>
    public ErasureMark? Erasure { get; private init; }

    /// <summary>
    /// The time of the latest record from which on the item is known: a creation or a snapshot. <see langword="null"/> if there
    /// is none, and in a checkpoint of an earlier version until the next one.
    /// </summary>
    public DateTimeOffset? Begins { get; private init; }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="ItemFormatException">The item is not a checkpoint.</exception>
    public static TrailCheckpoint FromItem(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        reader.Members.Demand(AuditSchema.HeadV1);
        var stretches = reader.Stretches.ConvertAll(ContiguousRange.Parse);
        DemandOrder(stretches);
        var (time, recordedAt) = (TimeOf(reader.Members, "time"), TimeOf(reader.Members, "recordedAt"));
        SetTimes(stretches, reader.Times, time);
        return new TrailCheckpoint(stretches, reader.Gaps.ConvertAll(TrailGap.Parse), time, recordedAt)
        {
            Erasure = ErasureMark.Parse(reader.Members.Optional("erasure")),
            Begins = reader.Members.OptionalTime("begins"),
        };
    }

    /// <summary>Adds changes to the checkpoint.</summary>
    /// <returns>The new checkpoint; this one when it already contains all changes, or they are within a range that records only its ends.</returns>
    public TrailCheckpoint With(IEnumerable<TrailEntry> links)
    {
        var stretches = new List<ContiguousRange>(Stretches);
        var (time, recordedAt, begins) = (Time, RecordedAt, Begins);
        foreach (var link in links)
        {
            if (TryInsert(stretches, link.Sequence, RangeOf(link)))
            {
                time = link.Time > time ? link.Time : time;
                recordedAt = link.RecordedAt > recordedAt ? link.RecordedAt : recordedAt;
                begins = link.IsBeginning && !(link.Time < begins) ? link.Time : begins;
            }
        }

        if (stretches.Count == Stretches.Count)
        {
            return this;
        }

        var gaps = Differences(stretches);
        Shorten(stretches);
        return new TrailCheckpoint(stretches, gaps, time, recordedAt) { Erasure = Erasure, Begins = begins };
    }

    /// <summary>Gets the time of the change after a gap.</summary>
    /// <param name="gap">The gap: one of this checkpoint.</param>
    public DateTimeOffset SinceOf(TrailGap gap)
    {
        foreach (var range in Stretches)
        {
            if (range.First == gap.Before)
            {
                return range.Time;
            }
        }

        return Time;
    }

    /// <summary>
    /// Gets the checkpoint of the erased trail: without digests, from which a value with few possibilities could be guessed.
    /// </summary>
    /// <param name="mark">The mark of the erasure.</param>
    /// <returns>The new checkpoint; this one when it says the same.</returns>
    public TrailCheckpoint Erased(ErasureMark mark)
    {
        if (Erasure is { } erasure && erasure.Covers(mark))
        {
            return this;
        }

        var (time, recordedAt) = (Time > mark.Until ? Time : mark.Until, RecordedAt > mark.Until ? RecordedAt : mark.Until);
        return new TrailCheckpoint([.. Stretches.Select(static range => range.Erased())], Gaps, time, recordedAt)
        {
            Erasure = Erasure?.With(mark) ?? mark,
            Begins = Begins,
        };
    }

    /// <summary>Gets the checkpoint after the rows of its gaps have been written.</summary>
    public TrailCheckpoint Settled() => Gaps.Count == 0
        ? this
        : new TrailCheckpoint(Stretches, [], Time, RecordedAt) { Erasure = Erasure, Begins = Begins };

    private static void DemandOrder(List<ContiguousRange> stretches)
    {
        for (var i = 0; i < stretches.Count; i++)
        {
            var begins = i == 0 || SequenceNumber.Compare(stretches[i - 1].Last, stretches[i].First) < 0;
            if (!begins || SequenceNumber.Compare(stretches[i].First, stretches[i].Last) > 0)
            {
                throw new ItemFormatException("audit trail's head", "stretches", "contiguous ranges in order", "others");
            }
        }
    }

    // Heads of before the times were stored have none: as if all changes were of the time of the latest one.
    private static void SetTimes(List<ContiguousRange> stretches, List<string> times, DateTimeOffset latest)
    {
        for (var i = 0; i < stretches.Count; i++)
        {
            stretches[i] = times.Count == stretches.Count
                ? stretches[i].At(times[i], latest)
                : stretches[i] with { Time = latest, IsAfterGap = i > 0 && !stretches[i - 1].Meets(stretches[i]) };
        }
    }

    // Compared with the times of later changes, and the start of the time to live.
    private static DateTimeOffset TimeOf(AuditMembers members, string name)
        => members.Time(name) is var time && time.Year <= MaxYear ? time : throw new ItemFormatException("audit trail's head", name, $"a time up to the year {MaxYear}", "a later one");

    private ContiguousRange RangeOf(in TrailEntry link)
        => Erasure is { } erasure && erasure.Covers(link.Time) ? ContiguousRange.Of(link).Erased() : ContiguousRange.Of(link);

    private static bool TryInsert(List<ContiguousRange> stretches, string sequence, in ContiguousRange range)
    {
        var at = stretches.Count;
        while (at > 0 && SequenceNumber.Compare(stretches[at - 1].First, sequence) > 0)
        {
            at--;
        }

        if (at > 0 && SequenceNumber.Compare(stretches[at - 1].Last, sequence) >= 0)
        {
            return false;
        }

        stretches.Insert(at, range);
        return true;
    }

    // The space between two neighbours changes only when a record is inserted there, so the second neighbour of a row only moves closer.
    private List<TrailGap> Differences(List<ContiguousRange> after)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < Stretches.Count; i++)
        {
            if (Stretches[i].IsAfterGap)
            {
                known.Add(Stretches[i - 1].Last, Stretches[i].First);
            }
        }

        var gaps = new List<TrailGap>();
        for (var i = 1; i < after.Count; i++)
        {
            var (last, next) = (after[i - 1], after[i].First);
            var wasOpen = known.TryGetValue(last.Last, out var nextBefore);
            if (nextBefore == next)
            {
                continue;
            }

            var isFilled = last.Meets(after[i]);
            after[i] = after[i] with { IsAfterGap = !isFilled };
            if (wasOpen || !isFilled)
            {
                gaps.Add(new TrailGap(last.Entity, last.Last, next, isFilled));
            }
        }

        return gaps;
    }

    private static void Shorten(List<ContiguousRange> stretches)
    {
        // From the oldest on. The write position never passes the read position, so the list is truncated once at the end.
        var (last, tooMany) = (0, stretches.Count - MaxJoinable);
        for (var i = 1; i < stretches.Count; i++)
        {
            var isJoined = tooMany > 0 && !stretches[i].IsAfterGap;
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
