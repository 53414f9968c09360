using System.Collections.Concurrent;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Local.Streams;

namespace Fw24.Tool.Dev;

/// <summary>A stream that an earlier run has read up to some records: reading starts after them.</summary>
/// <param name="client">The client of the stream.</param>
/// <param name="streamArn">The stream's ARN.</param>
/// <param name="positions">The sequence number of the last record that was dealt with, by shard.</param>
internal sealed class ResumedStream(
    DynamoDbStreamsClient client, string streamArn, IReadOnlyDictionary<string, string> positions) : IStreamSource
{
    private readonly DynamoDbStreamSource _source = new(client, streamArn);
    private readonly ConcurrentDictionary<string, string> _read = new(positions, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string StreamArn => streamArn;

    /// <summary>
    /// The sequence number of the last record that was read, by shard. All of them are dealt with once the cloud is idle.
    /// </summary>
    public IReadOnlyDictionary<string, string> Positions => _read;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SourceShard>> GetShardsAsync(CancellationToken cancellationToken)
        => _source.GetShardsAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string> GetPositionAsync(string shardId, StreamStartingPosition start, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(shardId, out var last))
        {
            try
            {
                var iterator = await client.GetShardIteratorAsync(streamArn, shardId, ShardPosition.After(last), cancellationToken)
                    .ConfigureAwait(false);
                return DynamoDbStreamSource.Position(shardId, iterator);
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode is "TrimmedDataAccessException")
            {
                // The record is older than a day, and so is everything before it.
                start = StreamStartingPosition.TrimHorizon;
            }
        }

        return await _source.GetPositionAsync(shardId, start, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SourceRead> ReadAsync(string position, int limit, CancellationToken cancellationToken)
    {
        var read = await _source.ReadAsync(position, limit, cancellationToken).ConfigureAwait(false);
        if (read.Records is [.., var last])
        {
            _read[DynamoDbStreamSource.ShardOf(position)] = last.SequenceNumber;
        }

        return read;
    }
}
