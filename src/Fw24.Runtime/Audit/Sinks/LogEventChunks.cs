namespace Fw24.Audit.Sinks;

/// <summary>Divides audit records into PutLogEvents calls, by that call's documented limits.</summary>
internal static class LogEventChunks
{
    /// <summary>The bytes of a call, <see cref="EventOverhead"/> for each event included.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>The bytes that an event counts besides its message.</summary>
    public const int EventOverhead = 26;

    /// <summary>The largest message.</summary>
    public const int MaxMessageBytes = MaxBytes - EventOverhead;

    /// <summary>The events of a call.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>The time between the first event of a call and its last.</summary>
    public static readonly TimeSpan MaxSpan = TimeSpan.FromHours(24);

    /// <summary>Divides records.</summary>
    /// <param name="records">The records, in any order.</param>
    /// <param name="oversized">The indexes of the records that no call can hold.</param>
    /// <returns>The calls: indexes of records, in order of time, and of their own order where they are of one time.</returns>
    public static List<int[]> Of(IReadOnlyList<AuditRecord> records, List<int> oversized)
    {
        var order = new List<int>(records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            (records[i].Json.Length > MaxMessageBytes ? oversized : order).Add(i);
        }

        order.Sort((left, right) => Timestamp(records[left]).CompareTo(Timestamp(records[right])) is not 0 and var byTime ? byTime : left.CompareTo(right));

        var chunks = new List<int[]>();
        var start = 0;
        var bytes = 0;
        for (var i = 0; i < order.Count; i++)
        {
            var size = records[order[i]].Json.Length + EventOverhead;
            if (i > start && (i - start == MaxEvents || bytes + size > MaxBytes || Timestamp(records[order[i]]) - Timestamp(records[order[start]]) > MaxSpan.TotalMilliseconds))
            {
                chunks.Add([.. order.GetRange(start, i - start)]);
                (start, bytes) = (i, 0);
            }

            bytes += size;
        }

        if (start < order.Count)
        {
            chunks.Add([.. order.GetRange(start, order.Count - start)]);
        }

        return chunks;
    }

    // CloudWatch Logs counts milliseconds: records that differ by less are of one time.
    private static long Timestamp(AuditRecord record) => record.Time.ToUnixTimeMilliseconds();
}
