using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using Fw24.Local.Resources;
using Fw24.Local.Streams;

namespace Orders.Local.Wires;

/// <summary>
/// An event source mapping from a table's stream to a function: each shard in order, a failed batch from its first failure on or in halves,
/// and after the retries a notice to the on-failure queue.
/// </summary>
/// <param name="mapping">The mapping.</param>
/// <param name="stream">The stream.</param>
/// <param name="invoke">Invokes the function.</param>
/// <param name="giveUp">Sends a notice to the on-failure queue.</param>
internal sealed class StreamSource(
    StreamMappingResource mapping, IStreamSource stream, InvokeFunction invoke, Func<string, CancellationToken, Task> giveUp) : EventSource
{
    // The maximum of GetRecords.
    private const int MaxRecords = 1_000;

    // Four times a second, as Lambda does.
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(250);

    // A shard is open for four hours.
    private static readonly TimeSpan s_nextLookForShards = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromMilliseconds(100);

    // When the last read of a shard began that found nothing, by Stopwatch; after the end of a shard, the end of time.
    private readonly ConcurrentDictionary<string, long> _foundNothing = new(StringComparer.Ordinal);

    private int _inHand;

    public override async Task<bool> IsDrainedAsync(CancellationToken cancellationToken)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var shard in await stream.GetShardsAsync(cancellationToken))
        {
            while (_foundNothing.GetValueOrDefault(shard.ShardId) < now)
            {
                ThrowIfBroken();
                if (Volatile.Read(ref _inHand) > 0)
                {
                    return false;
                }

                await Task.Delay(s_poll, cancellationToken);
            }
        }

        return Volatile.Read(ref _inHand) is 0;
    }

    // A shard is read once its parent has been read to its end; only a shard that ends has children.
    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        var readers = new Dictionary<string, Task>(StringComparer.Ordinal);
        while (true)
        {
            foreach (var shard in await stream.GetShardsAsync(cancellationToken))
            {
                var parent = readers.GetValueOrDefault(shard.ParentShardId ?? "");
                if (!readers.ContainsKey(shard.ShardId) && parent is null or { IsCompletedSuccessfully: true })
                {
                    readers.Add(shard.ShardId, ReadAsync(shard.ShardId, cancellationToken));
                }
            }

            var reading = readers.Values.Where(static reader => !reader.IsCompletedSuccessfully);
            await await Task.WhenAny([.. reading, Task.Delay(s_nextLookForShards, cancellationToken)]);
        }
    }

    private async Task ReadAsync(string shardId, CancellationToken cancellationToken)
    {
        string? position = await stream.GetPositionAsync(shardId, mapping.StartingPosition, cancellationToken);
        while (position is not null)
        {
            var begun = Stopwatch.GetTimestamp();
            var read = await stream.ReadAsync(position, MaxRecords, cancellationToken);
            position = read.Next;
            if (read.Records.Count is 0)
            {
                _foundNothing[shardId] = begun;
                await Task.Delay(s_poll, cancellationToken);
                continue;
            }

            Interlocked.Add(ref _inHand, read.Records.Count);
            Took(read.Records.Count);
            foreach (var batch in read.Records.Chunk(mapping.BatchSize))
            {
                await ProcessAsync(shardId, batch, cancellationToken);
                Interlocked.Add(ref _inHand, -batch.Length);
            }
        }

        _foundNothing[shardId] = long.MaxValue;
    }

    private async Task ProcessAsync(string shardId, SourceRecord[] batch, CancellationToken cancellationToken)
    {
        for (var failures = 0; FirstFailure(batch, await invoke(Event(batch), cancellationToken)) is var failed and >= 0;)
        {
            await Task.Delay(s_firstBackoff * Math.Pow(2, Math.Min(failures, 6)), cancellationToken);
            if (mapping.BisectBatchOnError && failed > 0)
            {
                batch = batch[failed..];
            }
            else if (mapping.BisectBatchOnError && batch.Length > 1)
            {
                var half = batch.Length / 2;
                await ProcessAsync(shardId, batch[..half], cancellationToken);
                batch = batch[half..];
            }
            else if (++failures > mapping.RetryAttempts && mapping.RetryAttempts >= 0)
            {
                await giveUp(OnFailureNotice.Of(stream.StreamArn, shardId, batch, failures), cancellationToken);
                return;
            }
            else
            {
                batch = batch[failed..];
            }
        }
    }

    // The index of the first record to retry; -1 for none. A name that is not of the batch makes the response worthless.
    private int FirstFailure(SourceRecord[] batch, ReadOnlyMemory<byte>? response)
    {
        if (response is not null && !mapping.ReportBatchItemFailures)
        {
            return -1;
        }

        if (BatchResponse.Failures(response) is not { } failures)
        {
            return 0;
        }

        var indices = failures.Select(failure => Array.FindIndex(batch, record => record.SequenceNumber == failure)).ToList();
        return indices.Count is 0 ? -1 : Math.Max(0, indices.Min());
    }

    private static ReadOnlyMemory<byte> Event(SourceRecord[] batch)
    {
        var json = new ArrayBufferWriter<byte>();
        json.Write("{\"Records\":["u8);
        for (var index = 0; index < batch.Length; index++)
        {
            json.Write(index is 0 ? default : ","u8);
            json.Write(batch[index].Json.Span);
        }

        json.Write("]}"u8);
        return json.WrittenMemory;
    }
}
