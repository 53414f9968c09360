using System.Runtime.CompilerServices;
using System.Text;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Changes.Reading;
using Fw24.Items.Values;

namespace Fw24.Replay;

/// <summary>Reads a range of a stream page by page, or the remainder if its beginning has been trimmed.</summary>
/// <param name="streams">The client for the stream.</param>
/// <param name="range">The range.</param>
/// <param name="time">The clock.</param>
internal sealed class RangeReader(DynamoDbStreamsClient streams, StreamRange range, TimeProvider time)
{
    // The number of records per replayed invocation: the default maximum batch size of a stream's mapping.
    private const int PageSize = 100;

    // A shard may return empty pages although it has records. At a shard's limit of five calls per second, this is a minute.
    private const int MaxEmptyPages = 300;
    private static readonly TimeSpan s_betweenEmptyPages = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _end = Encoding.UTF8.GetBytes(range.EndSequenceNumber);
    private int _count;

    /// <summary>The stream's error for a part of the range that it no longer has; <see langword="null"/> when there was none.</summary>
    public AmazonServiceException? Trimmed { get; private set; }

    /// <summary>Reads the records as Lambda passes them to functions; no page is empty.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="InvalidOperationException">The shard does not reach the end of the range.</exception>
    public async IAsyncEnumerable<List<StreamRecord>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? iterator = null;
        var empty = 0;
        do
        {
            if (await ReadPageAsync(iterator, cancellationToken).ConfigureAwait(false) is not { } page)
            {
                break;
            }

            var records = UpToEnd(page);
            if (records.Count > 0)
            {
                _count += records.Count;
                yield return records;
            }

            iterator = ReachesEnd(page) ? null : page.NextShardIterator;
            empty = page.Records.Count == 0 ? empty + 1 : 0;
            if (empty == MaxEmptyPages)
            {
                throw new InvalidOperationException($"The shard {range.ShardId} did not reach the sequence number {range.EndSequenceNumber}; {_count} records were replayed.");
            }

            if (empty > 0 && iterator is not null)
            {
                await Task.Delay(s_betweenEmptyPages, time, cancellationToken).ConfigureAwait(false);
            }
        }
        while (iterator is not null);
    }

    private async ValueTask<ShardRecords?> ReadPageAsync(string? iterator, CancellationToken cancellationToken)
    {
        try
        {
            iterator ??= await IteratorAsync(ShardPosition.At(range.StartSequenceNumber), cancellationToken).ConfigureAwait(false);
            return await streams.GetRecordsAsync(range.StreamArn, iterator, PageSize, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "TrimmedDataAccessException")
        {
            // Continue without pause from the oldest remaining record: the shard loses more every minute.
            Trimmed = exception;
            iterator = await IteratorAsync(ShardPosition.TrimHorizon, cancellationToken).ConfigureAwait(false);
            return await streams.GetRecordsAsync(range.StreamArn, iterator, PageSize, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "ResourceNotFoundException")
        {
            // A shard disappears with its last record, a stream with its table.
            Trimmed = exception;
            return null;
        }
    }

    private Task<string> IteratorAsync(ShardPosition position, CancellationToken cancellationToken)
        => streams.GetShardIteratorAsync(range.StreamArn, range.ShardId, position, cancellationToken);

    private List<StreamRecord> UpToEnd(ShardRecords page)
    {
        var records = new List<StreamRecord>(page.Records.Count);
        foreach (var record in StreamBatch.Read(ShardRecords.ToEvent(page.Records)))
        {
            if (SequenceNumber.Compare(record.SequenceNumber.Span, _end) <= 0)
            {
                records.Add(record);
            }
        }

        return records;
    }

    private bool ReachesEnd(ShardRecords page)
        => page.LastSequenceNumber is { } last && SequenceNumber.Compare(Encoding.UTF8.GetBytes(last), _end) >= 0;
}
