namespace Fw24.Local.Streams;

/// <summary>A stream that an event source mapping reads: the local table's, or one of a real DynamoDB endpoint.</summary>
public interface IStreamSource
{
    /// <summary>The stream's ARN.</summary>
    string StreamArn { get; }

    /// <summary>Lists the shards that the stream has or had in the last day (DescribeStream).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The shards.</returns>
    ValueTask<IReadOnlyList<SourceShard>> GetShardsAsync(CancellationToken cancellationToken);

    /// <summary>Gets the position where reading a shard begins (GetShardIterator).</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The position, of whatever form the source likes.</returns>
    ValueTask<string> GetPositionAsync(string shardId, StreamStartingPosition start, CancellationToken cancellationToken);

    /// <summary>Reads records of a shard, in order (GetRecords).</summary>
    /// <param name="position">A position.</param>
    /// <param name="limit">How many to read at most: up to 1,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The records and the position behind them.</returns>
    ValueTask<SourceRead> ReadAsync(string position, int limit, CancellationToken cancellationToken);

    /// <summary>Asks to be told when records were added. A source that cannot tell is polled, four times a second as Lambda does.</summary>
    /// <param name="recordsAdded">Called after records were added.</param>
    /// <returns>Whether the source tells.</returns>
    bool TryListen(Action recordsAdded) => false;
}
