using System.Globalization;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Streams;

/// <summary>The stream of a local table.</summary>
public sealed class LocalStream : IStreamSource
{
    // Chosen so that a run soon reaches a number with one more digit: text order is not number order.
    private static readonly UInt128 s_firstSequenceNumber = UInt128.Parse("999999999999999999000", CultureInfo.InvariantCulture);

    private readonly EventLoop _loop;
    private readonly SeededRandom _random;
    private readonly bool _keepHistory;
    private readonly List<LocalShard> _shards = [];
    private Action? _recordsAdded;

    internal LocalStream(EventLoop loop, SeededRandom random, string streamArn, int shards, bool keepHistory)
    {
        _loop = loop;
        _random = random;
        _keepHistory = keepHistory;
        StreamArn = streamArn;
        var width = ulong.MaxValue / (ulong)shards;
        for (var index = 0; index < shards; index++)
        {
            var last = index == shards - 1 ? ulong.MaxValue : (width * (ulong)(index + 1)) - 1;
            Add(null, width * (ulong)index, last, s_firstSequenceNumber + (UInt128)_random.Next(900));
        }
    }

    /// <inheritdoc/>
    public string StreamArn { get; }

    /// <summary>The shards that currently accept records.</summary>
    public IReadOnlyList<string> OpenShards
    {
        get
        {
            lock (_loop.Gate)
            {
                return [.. _shards.Where(static shard => !shard.IsClosed).Select(static shard => shard.Id)];
            }
        }
    }

    /// <summary>The records that the stream still holds, shard by shard.</summary>
    public IReadOnlyList<SourceRecord> Records
    {
        get
        {
            lock (_loop.Gate)
            {
                return [.. _shards.SelectMany(shard => shard.Read(0, int.MaxValue, Horizon).Records)];
            }
        }
    }

    private DateTimeOffset Horizon => _loop.Now - LocalShard.Retention;

    /// <summary>Closes a shard and opens two that share its keys, as DynamoDB does when a partition grows.</summary>
    /// <param name="shardId">One of <see cref="OpenShards"/>.</param>
    public void Split(string shardId)
    {
        lock (_loop.Gate)
        {
            var parent = _shards.Find(shard => shard.Id == shardId && !shard.IsClosed)
                ?? throw new ArgumentException($"The stream has no open shard '{shardId}'.", nameof(shardId));
            var middle = parent.FirstHash + ((parent.LastHash - parent.FirstHash) / 2);
            parent.IsClosed = true;
            Add(parent.Id, parent.FirstHash, middle, parent.NextSequenceNumber);
            Add(parent.Id, middle + 1, parent.LastHash, parent.NextSequenceNumber);
            _recordsAdded?.Invoke();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SourceShard>> GetShardsAsync(CancellationToken cancellationToken)
    {
        lock (_loop.Gate)
        {
            return new ValueTask<IReadOnlyList<SourceShard>>(_shards.ConvertAll(static shard => new SourceShard(shard.Id, shard.ParentId)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<string> GetPositionAsync(string shardId, StreamStartingPosition start, CancellationToken cancellationToken)
    {
        lock (_loop.Gate)
        {
            var index = _shards.FindIndex(shard => shard.Id == shardId);
            return new ValueTask<string>(Position(index, start is StreamStartingPosition.TrimHorizon ? 0 : _shards[index].End));
        }
    }

    /// <inheritdoc/>
    public ValueTask<SourceRead> ReadAsync(string position, int limit, CancellationToken cancellationToken)
    {
        var separator = position.IndexOf(':', StringComparison.Ordinal);
        var index = int.Parse(position.AsSpan(0, separator), CultureInfo.InvariantCulture);
        var from = long.Parse(position.AsSpan(separator + 1), CultureInfo.InvariantCulture);
        lock (_loop.Gate)
        {
            var shard = _shards[index];
            var (records, next) = shard.Read(from, limit, Horizon);
            if (!_keepHistory)
            {
                shard.Release(next);
            }

            var isAtEnd = shard.IsClosed && next == shard.End;
            return new ValueTask<SourceRead>(new SourceRead(records, isAtEnd ? null : Position(index, next)));
        }
    }

    /// <inheritdoc/>
    public bool TryListen(Action recordsAdded)
    {
        _recordsAdded += recordsAdded;
        return true;
    }

    /// <summary>Takes the next sequence number of the shard that contains an item's records.</summary>
    internal string NextSequenceNumber(ulong hash) => Find(hash).TakeSequenceNumber(_random).ToString(CultureInfo.InvariantCulture);

    /// <summary>Creates a record's event id.</summary>
    internal string NextEventId() => _random.NextHexId();

    internal void Append(ulong hash, SourceRecord record)
    {
        Find(hash).Append(record);
        _recordsAdded?.Invoke();
    }

    private LocalShard Find(ulong hash)
    {
        foreach (var shard in _shards)
        {
            if (!shard.IsClosed && shard.FirstHash <= hash && hash <= shard.LastHash)
            {
                return shard;
            }
        }

        throw new InvalidOperationException("The open shards do not cover every key.");
    }

    private void Add(string? parentId, ulong firstHash, ulong lastHash, UInt128 sequenceNumber)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"shardId-{_loop.Now.ToUnixTimeMilliseconds():D20}-{(uint)_random.NextUInt64():x8}");
        _shards.Add(new LocalShard(id, parentId, firstHash, lastHash, sequenceNumber));
    }

    private static string Position(int shard, long index) => string.Create(CultureInfo.InvariantCulture, $"{shard}:{index}");
}
