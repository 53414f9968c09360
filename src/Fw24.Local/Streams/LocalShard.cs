using Fw24.Local.Scheduling;

namespace Fw24.Local.Streams;

/// <summary>A shard of a local stream: the records of a range of keys.</summary>
internal sealed class LocalShard(string id, string? parentId, ulong firstHash, ulong lastHash, UInt128 sequenceNumber)
{
    /// <summary>The time for which a stream keeps its records: 24 hours (DynamoDB Streams).</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    private readonly List<SourceRecord?> _records = [];

    // The index of the first element of _records, and of the first record that is still retained.
    private long _start;
    private long _released;

    public string Id => id;

    public string? ParentId => parentId;

    public ulong FirstHash => firstHash;

    public ulong LastHash => lastHash;

    public bool IsClosed { get; set; }

    public UInt128 NextSequenceNumber { get; private set; } = sequenceNumber;

    /// <summary>The index after the last record.</summary>
    public long End => _start + _records.Count;

    /// <summary>Takes the next sequence number. Numbers rise with gaps, as DynamoDB's do.</summary>
    public UInt128 TakeSequenceNumber(SeededRandom random)
    {
        var number = NextSequenceNumber;
        NextSequenceNumber += (UInt128)(1 + random.Next(20));
        return number;
    }

    public void Append(SourceRecord record) => _records.Add(record);

    public (List<SourceRecord> Records, long Next) Read(long from, int limit, DateTimeOffset horizon)
    {
        var index = Math.Max(from, _released);
        while (index < End && At(index).CreatedAt <= horizon)
        {
            index++;
        }

        List<SourceRecord> records = [];
        for (; index < End && records.Count < limit; index++)
        {
            records.Add(At(index));
        }

        return (records, index);
    }

    /// <summary>Drops the records before an index.</summary>
    public void Release(long before)
    {
        for (; _released < before; _released++)
        {
            _records[(int)(_released - _start)] = null;
        }

        if (_released - _start > Math.Max(64, _records.Count / 2))
        {
            _records.RemoveRange(0, (int)(_released - _start));
            _start = _released;
        }
    }

    private SourceRecord At(long index) => _records[(int)(index - _start)]!;
}
