using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Aws;
using Fw24.Model;
using Fw24.Publishing;
using Fw24.Records;
using Fw24.Streams;

namespace Fw24.Replay;

/// <summary>Runs again what was left behind: a parked record, a message of a dead-letter queue, a range of a stream.</summary>
/// <remarks>
/// A replay goes through the very function that gave up, and through everything behind it. It may be repeated: audit sinks know a change
/// by its event id, and handlers are told it. Order within an item holds for what one call replays.
/// </remarks>
/// <param name="app">The app's model.</param>
/// <param name="functions">Makes a function by its name, such as <see cref="Fw24App.CreateFunction"/>.</param>
/// <param name="claims">Where records are that were too large for a message; <see langword="null"/> when there is no such place.</param>
/// <param name="time">The clock; <see langword="null"/> for the system's.</param>
public sealed class Replayer(AppModel app, Func<string, FunctionHandler> functions, IClaimCheck? claims = null, TimeProvider? time = null)
{
    // Records of one invocation when a stream is replayed: as many as the largest batch by default on a stream's mapping.
    private const int PageSize = 100;

    // A shard may answer with empty pages while it has records. At the five calls a second that a shard takes, this is a minute.
    private const int MaxEmptyPages = 300;
    private static readonly TimeSpan s_betweenEmptyPages = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Replays a message of the parking queue by the function that parked it.</summary>
    /// <param name="message">The message's body in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>What became of it. Once it succeeded, the message can be deleted.</returns>
    /// <exception cref="ItemFormatException">The body is not one of a parked message, or the record it refers to is gone.</exception>
    public async ValueTask<ReplayOutcome> ReplayParkedAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        var parked = await ParkedMessage.ReadAsync(message, claims, cancellationToken).ConfigureAwait(false);
        return IsStreamFunction(parked.Function)
            ? await InvokeAsync(parked.Function, 1, StreamEvent([parked.Content]), cancellationToken).ConfigureAwait(false)
            : await ReplayMessageAsync(parked.Function, parked.Content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Replays a message of a dead-letter queue.</summary>
    /// <param name="function">The function whose queue it was in: an audit logger's or a handler's name.</param>
    /// <param name="body">The message's body in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>What became of it. Once it succeeded, the message can be deleted.</returns>
    public ValueTask<ReplayOutcome> ReplayMessageAsync(string function, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
        InvokeAsync(function, 1, QueueEvent(body), cancellationToken);

    /// <summary>Replays a range of a stream, in order, as long as nothing fails.</summary>
    /// <param name="function">The stream processor's name, such as <c>orders-stream</c>.</param>
    /// <param name="range">The range, such as an on-failure message names it.</param>
    /// <param name="streams">Reads the stream.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>What became of it. When something failed, the range has to be replayed again from the lowest failed sequence number on.</returns>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">The stream could not be read; <c>TrimmedDataAccessException</c> when it no longer keeps the range.</exception>
    /// <exception cref="InvalidOperationException">The shard does not come to the end of the range.</exception>
    public async ValueTask<ReplayOutcome> ReplayStreamAsync(
        string function, StreamRange range, DynamoDbStreamsClient streams, CancellationToken cancellationToken = default)
    {
        var end = Encoding.UTF8.GetBytes(range.EndSequenceNumber);
        var iterator = await streams.GetShardIteratorAsync(range.StreamArn, range.ShardId, ShardPosition.At(range.StartSequenceNumber), cancellationToken).ConfigureAwait(false);
        var (replayed, empty) = (0, 0);
        while (true)
        {
            var page = await streams.GetRecordsAsync(range.StreamArn, iterator, PageSize, cancellationToken).ConfigureAwait(false);
            var records = UpTo(page, end);
            if (records.Count > 0)
            {
                var outcome = await InvokeAsync(function, records.Count, StreamEvent(records), cancellationToken).ConfigureAwait(false);
                replayed += outcome.Records;
                if (!outcome.Succeeded)
                {
                    return outcome with { Records = replayed };
                }
            }

            var last = page.LastSequenceNumber is null ? default : Encoding.UTF8.GetBytes(page.LastSequenceNumber);
            if (page.NextShardIterator is null || (last is not null && SequenceNumber.Compare(last, end) >= 0))
            {
                return new ReplayOutcome(replayed, []);
            }

            iterator = page.NextShardIterator;
            empty = page.Records.Count == 0 ? empty + 1 : 0;
            if (empty == MaxEmptyPages)
            {
                throw new InvalidOperationException($"The shard {range.ShardId} does not come to the sequence number {range.EndSequenceNumber}; {replayed} records were replayed.");
            }

            if (empty > 0)
            {
                await Task.Delay(s_betweenEmptyPages, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static List<ReadOnlyMemory<byte>> UpTo(ShardRecords page, ReadOnlySpan<byte> end)
    {
        var records = new List<ReadOnlyMemory<byte>>(page.Records.Count);
        foreach (var record in StreamBatch.Read(ShardRecords.ToEvent(page.Records)))
        {
            if (SequenceNumber.Compare(record.SequenceNumber.Span, end) <= 0)
            {
                records.Add(record.Json);
            }
        }

        return records;
    }

    private bool IsStreamFunction(string function)
    {
        foreach (var table in app.Tables)
        {
            if (table.StreamFunction == function)
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<ReplayOutcome> InvokeAsync(string function, int records, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var context = new InvocationContext { RequestId = $"replay-{Guid.NewGuid():N}", FunctionName = function };
        var answer = await functions(function)(payload, context, cancellationToken).ConfigureAwait(false);

        using var json = JsonDocument.Parse(answer);
        var failures = json.RootElement.GetProperty("batchItemFailures");
        var failed = new List<string>(failures.GetArrayLength());
        foreach (var failure in failures.EnumerateArray())
        {
            failed.Add(failure.GetProperty("itemIdentifier").GetString()!);
        }

        return new ReplayOutcome(records, failed);
    }

    // As they came, byte for byte: a broken record would not survive being written as JSON.
    private static ReadOnlyMemory<byte> StreamEvent(List<ReadOnlyMemory<byte>> records)
    {
        var payload = new ArrayBufferWriter<byte>();
        payload.Write("{\"Records\":["u8);
        for (var i = 0; i < records.Count; i++)
        {
            payload.Write(i == 0 ? [] : ","u8);
            payload.Write(records[i].Span);
        }

        payload.Write("]}"u8);
        return payload.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> QueueEvent(ReadOnlyMemory<byte> body)
    {
        var payload = new ArrayBufferWriter<byte>(body.Length + 256);
        using var json = new Utf8JsonWriter(payload);
        json.WriteStartObject();
        json.WriteStartArray("Records"u8);
        json.WriteStartObject();
        json.WriteString("messageId"u8, "replay"u8);
        json.WriteString("body"u8, body.Span);
        json.WriteStartObject("attributes"u8);
        json.WriteString("ApproximateReceiveCount"u8, "1"u8);
        json.WriteEndObject();
        json.WriteString("eventSource"u8, "aws:sqs"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return payload.WrittenMemory;
    }
}
