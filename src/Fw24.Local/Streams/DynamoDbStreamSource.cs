using Fw24.Aws;
using Fw24.Aws.Streams;

namespace Fw24.Local.Streams;

/// <summary>A stream of a DynamoDB endpoint: the embedded engine reads it as Lambda would.</summary>
/// <param name="client">The client for the endpoint.</param>
/// <param name="streamArn">The stream's ARN, such as <c>LatestStreamArn</c> of the table's description.</param>
public sealed class DynamoDbStreamSource(DynamoDbStreamsClient client, string streamArn) : IStreamSource
{
    private int _records;

    /// <inheritdoc/>
    public string StreamArn => streamArn;

    /// <summary>The number of records read.</summary>
    public int Records => Volatile.Read(ref _records);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SourceShard>> GetShardsAsync(CancellationToken cancellationToken)
    {
        List<SourceShard> shards = [];
        string? last = null;
        do
        {
            var page = await client.DescribeStreamAsync(streamArn, last, cancellationToken).ConfigureAwait(false);
            shards.AddRange(page.Shards.Select(static shard => new SourceShard(shard.ShardId, shard.ParentShardId)));
            last = page.LastEvaluatedShardId;
        }
        while (last is not null);

        return shards;
    }

    /// <inheritdoc/>
    public async ValueTask<string> GetPositionAsync(string shardId, StreamStartingPosition start, CancellationToken cancellationToken)
    {
        var position = start is StreamStartingPosition.Latest ? ShardPosition.Latest : ShardPosition.TrimHorizon;
        return await client.GetShardIteratorAsync(streamArn, shardId, position, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SourceRead> ReadAsync(string position, int limit, CancellationToken cancellationToken)
    {
        var page = await client.GetRecordsAsync(streamArn, position, limit, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _records, page.Records.Count);
        return new SourceRead([.. page.Records.Select(SourceRecord.Parse)], page.NextShardIterator);
    }
}
