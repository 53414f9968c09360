namespace Fw24.Audit.Sinks;

/// <summary>Splits audit records into PutLogEvents calls within the documented limits of that call.</summary>
internal static class LogEventChunks
{
    /// <summary>The maximum size of a call in bytes, including <see cref="EventOverhead"/> for each event.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>The number of bytes that an event counts in addition to its message.</summary>
    public const int EventOverhead = 26;

    /// <summary>The maximum size of a message in bytes.</summary>
    public const int MaxMessageBytes = MaxBytes - EventOverhead;

    /// <summary>The maximum number of events in a call.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>The maximum time between the first and the last event of a call.</summary>
    public static readonly TimeSpan MaxSpan = TimeSpan.FromHours(24);

    /// <summary>Splits records.</summary>
    /// <param name="records">The records, in any order.</param>
    /// <param name="oversized">Receives the indexes of the records that are too large for any call.</param>
    /// <returns>The calls: indexes of records in chronological order, and in their original order for equal times.</returns>
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

    // CloudWatch Logs has millisecond resolution: records that differ by less have equal times.
    private static long Timestamp(AuditRecord record) => record.Time.ToUnixTimeMilliseconds();
}
