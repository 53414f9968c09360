using Fw24.Local.Scheduling;

namespace Fw24.Local.Streams;

/// <summary>Reads a shard and distributes its records to lanes by item: one lane, or as many as the parallelization factor.</summary>
internal sealed class ShardReader
{
    // The maximum of GetRecords.
    private const int MaxRead = 1000;

    // The number of records that may wait for a blocked item, so that items in other lanes can proceed.
    private const int MaxWaiting = 10_000;

    private readonly StreamMapping _mapping;
    private readonly IStreamSource _source;
    private readonly SourceShard _shard;
    private readonly ShardLane[] _lanes;
    private readonly int _limit;
    private string? _position;
    private bool _isReading;
    private bool _isAtEnd;

    public ShardReader(StreamMapping mapping, IStreamSource source, SourceShard shard)
    {
        _mapping = mapping;
        _source = source;
        _shard = shard;
        _lanes = new ShardLane[mapping.Resource.ParallelizationFactor];
        for (var index = 0; index < _lanes.Length; index++)
        {
            _lanes[index] = new ShardLane(mapping, shard.ShardId, OnProgress);
        }

        _limit = Math.Clamp(mapping.Resource.BatchSize * _lanes.Length, 100, MaxRead);
    }

    public string Id => _shard.ShardId;

    public string? ParentId => _shard.ParentShardId;

    /// <summary>Indicates whether the shard is closed and all of its records are done.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Reads the available records, unless every lane has enough to do.</summary>
    public void Read()
    {
        if (_isReading || _isAtEnd || !NeedsMore())
        {
            return;
        }

        _isReading = true;
        if (_position is null)
        {
            _mapping.Call(_source.GetPositionAsync(_shard.ShardId, _mapping.Resource.StartingPosition, CancellationToken.None), Read);
            return;
        }

        Read(_position);
    }

    private void Read(string position) => _mapping.Call(_source.ReadAsync(position, _limit, CancellationToken.None), OnRead);

    private void OnRead(SourceRead read)
    {
        _isReading = false;
        _isAtEnd = read.Next is null;
        _position = read.Next;
        _mapping.OnRead(read.Records.Count);
        foreach (var record in read.Records)
        {
            var isFiltered = !_mapping.Filter.Accepts(record.Json);
            _mapping.Context.Observation.Observer?.OnRead(_mapping.Resource, record, isFiltered);
            if (!isFiltered)
            {
                LaneOf(record).Add(record);
            }
            else
            {
                _mapping.Context.Counters.FilteredRecords++;
            }
        }

        if (read.Records.Count > 0)
        {
            Read();
        }

        PumpUnlessReading();
    }

    private ShardLane LaneOf(SourceRecord record)
        => _lanes.Length == 1 ? _lanes[0] : _lanes[(int)(StableHash.Of(record.Key.Span) % (ulong)_lanes.Length)];

    private bool NeedsMore()
    {
        var (waiting, isHungry) = (0, false);
        foreach (var lane in _lanes)
        {
            waiting += lane.Waiting;
            isHungry |= lane.IsHungry;
        }

        return isHungry && waiting < MaxWaiting;
    }

    private void OnProgress()
    {
        Read();
        PumpUnlessReading();
    }

    // Batches are formed from all records that could be read.
    private void PumpUnlessReading()
    {
        if (_isReading)
        {
            return;
        }

        foreach (var lane in _lanes)
        {
            lane.Pump();
        }

        EndIfDone();
    }

    private void EndIfDone()
    {
        if (IsDone || !_isAtEnd)
        {
            return;
        }

        foreach (var lane in _lanes)
        {
            if (!lane.IsEmpty)
            {
                return;
            }
        }

        IsDone = true;
        _mapping.OnShardEnded();
    }
}
