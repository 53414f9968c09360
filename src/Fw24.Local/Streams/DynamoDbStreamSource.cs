using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Aws.Streams;

namespace Fw24.Local.Streams;

/// <summary>A stream of a DynamoDB endpoint: the embedded engine reads it as Lambda would.</summary>
/// <param name="client">The client for the endpoint.</param>
/// <param name="streamArn">The stream's ARN, such as <c>LatestStreamArn</c> of the table's description.</param>
/// <param name="positions">
/// The <see cref="Positions"/> of an earlier run, after which reading goes on; <see langword="null"/> to start where mappings do.
/// </param>
public sealed class DynamoDbStreamSource(
    DynamoDbStreamsClient client, string streamArn, IReadOnlyDictionary<string, string>? positions = null) : IStreamSource
{
    private readonly ConcurrentDictionary<string, string> _read = new(
        positions ?? ReadOnlyDictionary<string, string>.Empty, StringComparer.Ordinal);

    private int _records;

    /// <inheritdoc/>
    public string StreamArn => streamArn;

    /// <summary>The number of records read.</summary>
    public int Records => Volatile.Read(ref _records);

    /// <summary>
    /// The sequence number of the last record that was read, by shard. All of these records are dealt with whenever the cloud is idle.
    /// </summary>
    public IReadOnlyDictionary<string, string> Positions => _read;

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
        if (positions?.TryGetValue(shardId, out var last) is true)
        {
            try
            {
                return Position(shardId, await IteratorAsync(ShardPosition.After(last)).ConfigureAwait(false));
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode is "TrimmedDataAccessException")
            {
                // The record is older than a day, and so is everything before it.
                start = StreamStartingPosition.TrimHorizon;
            }
        }

        var position = start is StreamStartingPosition.Latest ? ShardPosition.Latest : ShardPosition.TrimHorizon;
        return Position(shardId, await IteratorAsync(position).ConfigureAwait(false));

        Task<string> IteratorAsync(ShardPosition at) => client.GetShardIteratorAsync(streamArn, shardId, at, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Records that the stream no longer holds are skipped, as Lambda does.</remarks>
    public async ValueTask<SourceRead> ReadAsync(string position, int limit, CancellationToken cancellationToken)
    {
        var shardId = ShardOf(position);
        var page = await ReadPageAsync(shardId, position[(shardId.Length + 1)..], limit, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _records, page.Records.Count);
        var records = page.Records.Select(SourceRecord.Parse).ToList();
        if (records is [.., var last])
        {
            _read[shardId] = last.SequenceNumber;
        }

        var next = page.NextShardIterator is { } iterator ? Position(shardId, iterator) : null;
        return new SourceRead(records, next);
    }

    private static string ShardOf(string position) => position[..position.IndexOf(' ', StringComparison.Ordinal)];

    private static string Position(string shardId, string iterator) => $"{shardId} {iterator}";

    // DynamoDB Local also refuses an iterator of a shard that was empty, once its first record follows one of another table.
    private async Task<ShardRecords> ReadPageAsync(string shardId, string iterator, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetRecordsAsync(streamArn, iterator, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "TrimmedDataAccessException")
        {
            iterator = await client.GetShardIteratorAsync(streamArn, shardId, ShardPosition.TrimHorizon, cancellationToken)
                .ConfigureAwait(false);
            return await client.GetRecordsAsync(streamArn, iterator, limit, cancellationToken).ConfigureAwait(false);
        }
    }
}
