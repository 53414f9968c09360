using Fw24.Local.Streams;

namespace Fw24.Integration.Tests.Harness.Releases;

/// <summary>A table's stream that the functions of a version read on from where those of the version before stopped.</summary>
internal sealed class ContinuedStream(IStreamSource stream) : IStreamSource
{
    private readonly Dictionary<string, string> _positions = [];
    private readonly Dictionary<string, string> _shards = [];

    public string StreamArn => stream.StreamArn;

    /// <summary>The number of records read.</summary>
    public int Records { get; private set; }

    public ValueTask<IReadOnlyList<SourceShard>> GetShardsAsync(CancellationToken cancellationToken)
        => stream.GetShardsAsync(cancellationToken);

    public async ValueTask<string> GetPositionAsync(string shardId, StreamStartingPosition start, CancellationToken cancellationToken)
    {
        var position = _positions.GetValueOrDefault(shardId) ?? await stream.GetPositionAsync(shardId, start, cancellationToken);
        _shards[position] = shardId;
        return position;
    }

    public async ValueTask<SourceRead> ReadAsync(string position, int limit, CancellationToken cancellationToken)
    {
        var read = await stream.ReadAsync(position, limit, cancellationToken);
        Records += read.Records.Count;
        if (_shards.Remove(position, out var shard) && read.Next is { } next)
        {
            _positions[shard] = next;
            _shards[next] = shard;
        }

        return read;
    }
}
