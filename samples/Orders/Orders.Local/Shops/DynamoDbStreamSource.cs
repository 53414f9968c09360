using Fw24;
using Fw24.Aws;
using Fw24.Local.Streams;

namespace Orders.Local.Shops;

/// <summary>A real stream that the embedded cloud reads.</summary>
internal sealed class DynamoDbStreamSource(DynamoDbStreamsClient client, string streamArn) : IStreamSource
{
    private int _records;

    public string StreamArn => streamArn;

    /// <summary>The number of records read.</summary>
    public int Records => Volatile.Read(ref _records);

    public async ValueTask<IReadOnlyList<SourceShard>> GetShardsAsync(CancellationToken cancellationToken)
    {
        List<SourceShard> shards = [];
        string? last = null;
        do
        {
            var page = await client.DescribeStreamAsync(streamArn, last, cancellationToken);
            shards.AddRange(page.Shards.Select(static shard => new SourceShard(shard.ShardId, shard.ParentShardId)));
            last = page.LastEvaluatedShardId;
        }
        while (last is not null);

        return shards;
    }

    public async ValueTask<string> GetPositionAsync(string shardId, StreamStartingPosition start, CancellationToken cancellationToken)
        => await client.GetShardIteratorAsync(
            streamArn, shardId, start is StreamStartingPosition.Latest ? ShardPosition.Latest : ShardPosition.TrimHorizon, cancellationToken);

    public async ValueTask<SourceRead> ReadAsync(string position, int limit, CancellationToken cancellationToken)
    {
        var page = await client.GetRecordsAsync(streamArn, position, limit, cancellationToken);
        Interlocked.Add(ref _records, page.Records.Count);
        return new SourceRead([.. page.Records.Select(SourceRecord.Parse)], page.NextShardIterator);
    }
}
