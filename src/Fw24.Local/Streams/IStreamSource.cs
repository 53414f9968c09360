namespace Fw24.Local.Streams;

/// <summary>A stream that an event source mapping reads: a local table's, or one of a real DynamoDB endpoint (<see cref="DynamoDbStreamSource"/>).</summary>
public interface IStreamSource
{
    /// <summary>The stream's ARN.</summary>
    string StreamArn { get; }

    /// <summary>Lists the shards that the stream has or has had in the last day (DescribeStream).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The shards.</returns>
    ValueTask<IReadOnlyList<SourceShard>> GetShardsAsync(CancellationToken cancellationToken);

    /// <summary>Gets the position at which reading a shard starts (GetShardIterator).</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="start">The place to start.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The position, in a format of the source's choice.</returns>
    ValueTask<string> GetPositionAsync(string shardId, StreamStartingPosition start, CancellationToken cancellationToken);

    /// <summary>Reads records of a shard in order (GetRecords).</summary>
    /// <param name="position">A position.</param>
    /// <param name="limit">The maximum number of records: up to 1,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The records and the position after them.</returns>
    ValueTask<SourceRead> ReadAsync(string position, int limit, CancellationToken cancellationToken);

    /// <summary>Registers a callback for added records. A source without callbacks is polled four times a second, as Lambda does.</summary>
    /// <param name="recordsAdded">Called after records were added.</param>
    /// <returns><see langword="true"/> if the source calls back.</returns>
    bool TryListen(Action recordsAdded) => false;
}
