using Amazon.Runtime;

namespace Fw24.Aws.Streams;

/// <summary>
/// Reads a whole stream: every record once, each shard in order, and no shard before its parent has been read completely, so that
/// an item's changes are in order even if its shard was split.
/// </summary>
/// <remarks>Supports one caller at a time. The position is kept in memory.</remarks>
/// <param name="client">The client.</param>
/// <param name="streamArn">The stream.</param>
internal sealed class DynamoDbStreamReader(DynamoDbStreamsClient client, string streamArn)
{
    private readonly Dictionary<string, Shard> _shards = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parents = new(StringComparer.Ordinal);
    private bool _disabled;

    /// <summary>Indicates whether the stream accepts no more records and all of its records have been read.</summary>
    public bool IsAtEnd => _disabled && _shards.Values.All(static shard => shard.IsRead);

    /// <summary>Reads one page (at most 1,000 records, 1 MB) of every shard that may be read now.</summary>
    /// <param name="cancellationToken">Cancels the call. The next call reads the same records again.</param>
    /// <returns>
    /// The records as Lambda passes them to functions. An empty list means that there were none just now: on AWS a shard may return
    /// an empty page although it has records, and new records appear with a short delay.
    /// </returns>
    /// <exception cref="AmazonServiceException">
    /// The service returned an error; <c>TrimmedDataAccessException</c> when unread records became older than 24 hours.
    /// </exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_shards.Count is 0 || _shards.Values.Any(IsUncontinued))
        {
            await DiscoverAsync(cancellationToken).ConfigureAwait(false);
        }

        List<ReadOnlyMemory<byte>> records = [];
        List<(Shard Shard, ShardRecords Page)> pages = [];
        foreach (var shard in _shards.Values.Where(MayBeRead))
        {
            var page = await ReadAsync(shard, cancellationToken).ConfigureAwait(false);
            pages.Add((shard, page));
            records.AddRange(page.Records);
        }

        // Only now, so that no page is lost if the call for a later one fails.
        foreach (var (shard, page) in pages)
        {
            shard.Advance(page);
        }

        return records;
    }

    private async Task<ShardRecords> ReadAsync(Shard shard, CancellationToken cancellationToken)
    {
        try
        {
            shard.Iterator ??= await client.GetShardIteratorAsync(streamArn, shard.Id, shard.Position, cancellationToken).ConfigureAwait(false);
            return await client.GetRecordsAsync(streamArn, shard.Iterator, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "ExpiredIteratorException")
        {
            shard.Iterator = await client.GetShardIteratorAsync(streamArn, shard.Id, shard.Position, cancellationToken).ConfigureAwait(false);
            return await client.GetRecordsAsync(streamArn, shard.Iterator, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DiscoverAsync(CancellationToken cancellationToken)
    {
        string? last = null;
        do
        {
            var page = await client.DescribeStreamAsync(streamArn, last, cancellationToken).ConfigureAwait(false);
            _disabled = page.Status is "DISABLED";
            foreach (var shard in page.Shards)
            {
                _shards.TryAdd(shard.ShardId, new Shard(shard.ShardId, shard.ParentShardId));
                if (shard.ParentShardId is not null)
                {
                    _parents.Add(shard.ParentShardId);
                }
            }

            last = page.LastEvaluatedShardId;
        }
        while (last is not null);
    }

    // A parent that is no longer listed was trimmed with all its records.
    private bool MayBeRead(Shard shard)
        => !shard.IsRead && (shard.ParentId is null || !_shards.TryGetValue(shard.ParentId, out var parent) || parent.IsRead);

    // A shard that ends while the stream continues has a child, which may be listed with a delay.
    private bool IsUncontinued(Shard shard) => shard.IsRead && !_disabled && !_parents.Contains(shard.Id);

    private sealed class Shard(string id, string? parentId)
    {
        public string Id { get; } = id;

        public string? ParentId { get; } = parentId;

        public string? Iterator { get; set; }

        public ShardPosition Position { get; private set; }

        public bool IsRead { get; private set; }

        public void Advance(ShardRecords page)
        {
            Iterator = page.NextShardIterator;
            IsRead = Iterator is null;
            if (page.LastSequenceNumber is { } sequenceNumber)
            {
                Position = ShardPosition.After(sequenceNumber);
            }
        }
    }
}
