using System.Security.Cryptography;
using System.Text;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Streams;

/// <summary>An event source mapping from a stream to a function: reads every shard in order, parents before their children.</summary>
internal sealed class StreamMapping
{
    /// <summary>The number of consecutive empty reads after which a polled source counts as read to its end.</summary>
    private const int EmptyReadsToIdle = 3;

    // Lambda polls a shard four times a second ("Polling and batching streams").
    private static readonly TimeSpan s_pollingInterval = TimeSpan.FromMilliseconds(250);

    private readonly IStreamSource _source;
    private readonly Dictionary<string, ShardReader> _shards = new(StringComparer.Ordinal);
    private readonly bool _isTold;
    private ScheduledEvent? _planned;
    private bool _isListing;
    private bool _isListed;
    private int _emptyReads;

    public StreamMapping(StreamMappingResource resource, IStreamSource source, StreamMappingContext context)
    {
        Resource = resource;
        Context = context;
        Filter = new EventFilter(resource.FilterPatterns);
        Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{resource.Function}/{resource.Table}")).AsSpan(0, 16)).ToString();
        _source = source;
        _isTold = source.TryListen(Wake);
        Wake();
    }

    public StreamMappingResource Resource { get; }

    public StreamMappingContext Context { get; }

    public EventFilter Filter { get; }

    /// <summary>The mapping's id, a UUID.</summary>
    public string Id { get; }

    public string StreamArn => _source.StreamArn;

    private EventLoop Loop => Context.Loop;

    // Shards that were read to their end are not read again. Before the first listing, the number of shards is unknown.
    private bool IsReadToEnd
        => _emptyReads >= EmptyReadsToIdle * (_shards.Count == 0 ? 1 : _shards.Values.Count(static shard => !shard.IsDone));

    /// <summary>Makes sure that a polled source is read to its end before the cloud is idle.</summary>
    public void Rearm()
    {
        if (_isTold)
        {
            return;
        }

        lock (Loop.Gate)
        {
            _emptyReads = 0;
            if (_planned is { Kind: EventKind.Housekeeping } housekeeping)
            {
                // The cloud does not wait for housekeeping.
                Loop.Cancel(housekeeping);
                _planned = null;
            }

            Wake();
        }
    }

    /// <summary>Schedules a read.</summary>
    public void Wake()
    {
        lock (Loop.Gate)
        {
            _planned ??= Loop.Post(Poll);
        }
    }

    /// <summary>Continues after a shard was read to its end: others may follow it.</summary>
    public void OnShardEnded()
    {
        _isListed = false;
        Wake();
    }

    /// <summary>Counts a read, for a polled source.</summary>
    public void OnRead(int records) => _emptyReads = records > 0 ? 0 : _emptyReads + 1;

    /// <summary>Calls a source, which may complete synchronously or later.</summary>
    public void Call<T>(ValueTask<T> call, Action<T> then) => Loop.Await(call, then, Context.OnError);

    private void Poll()
    {
        _planned = null;
        if (!_isListing && (!_isListed || (!_isTold && _shards.Values.Any(IsWithoutChild))))
        {
            _isListing = true;
            Call(_source.GetShardsAsync(CancellationToken.None), OnListed);
        }
        else
        {
            ReadShards();
        }

        if (!_isTold)
        {
            _planned ??= Loop.At(Loop.Now + s_pollingInterval, IsReadToEnd ? EventKind.Housekeeping : EventKind.Work, Poll);
        }
    }

    // A shard that ends while the stream continues has a child, which an endpoint may list with a delay.
    private bool IsWithoutChild(ShardReader shard) => shard.IsDone && !_shards.Values.Any(other => other.ParentId == shard.Id);

    private void OnListed(IReadOnlyList<SourceShard> shards)
    {
        (_isListing, _isListed) = (false, true);
        foreach (var shard in shards)
        {
            if (!_shards.ContainsKey(shard.ShardId))
            {
                _shards.Add(shard.ShardId, new ShardReader(this, _source, shard));
            }
        }

        ReadShards();
    }

    private void ReadShards()
    {
        foreach (var shard in _shards.Values)
        {
            // A shard whose parent is no longer listed has no predecessor that could still be read.
            if (!shard.IsDone && (shard.ParentId is null || !_shards.TryGetValue(shard.ParentId, out var parent) || parent.IsDone))
            {
                shard.Read();
            }
        }
    }
}
