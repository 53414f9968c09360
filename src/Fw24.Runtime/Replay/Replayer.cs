using System.Buffers;
using System.Text.Json;
using Fw24.Aws;
using Fw24.Model;
using Fw24.Publishing;

namespace Fw24.Replay;

/// <summary>Runs again what was left behind: a parked record, a message of a dead-letter queue, a range of a stream.</summary>
/// <remarks>
/// A replay goes through the very function that gave up, and through everything behind it. It may be repeated: audit sinks know a change
/// by its event id, and handlers are told it. Order within an item holds for what one call replays.
/// </remarks>
/// <param name="app">The app's model.</param>
/// <param name="functions">Makes a function by its name, such as <see cref="Fw24App.CreateFunction"/>.</param>
/// <param name="claims">Where records are that were too large for a message; <see langword="null"/> when there is no such place.</param>
/// <param name="streams">Reads the records that Lambda gave up on; <see langword="null"/> when only parked records and dead letters are replayed.</param>
/// <param name="time">The clock; <see langword="null"/> for the system's.</param>
public sealed class Replayer(
    AppModel app, Func<string, FunctionHandler> functions, IClaimCheck? claims = null, DynamoDbStreamsClient? streams = null, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Replays a message of the parking queue by the function that parked it. What Lambda sends to a mapping's on-failure destination ends
    /// in the parking queue as well when nobody deletes it, and holds no record but names a range of the stream: that is replayed.
    /// </summary>
    /// <param name="message">The message's body in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>What became of it. Once it succeeded, the message can be deleted.</returns>
    /// <exception cref="ItemFormatException">The body is not one of a parked message, or the record it refers to is gone.</exception>
    /// <exception cref="InvalidOperationException">What the message refers to cannot be had: there is no claim check, or <see cref="ReplayStreamAsync"/> says so.</exception>
    /// <exception cref="TrimmedRangeException">The stream no longer keeps what the message names.</exception>
    public async ValueTask<ReplayOutcome> ReplayParkedAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        if (StreamRange.IsNamedBy(message.Span))
        {
            return await ReplayStreamAsync(StreamRange.Read(message), cancellationToken).ConfigureAwait(false);
        }

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

    /// <summary>Replays a range of a stream by its table's stream processor, in order, as long as nothing fails.</summary>
    /// <param name="range">The range, such as an on-failure message names it.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>What became of it. When something failed, the range has to be replayed again from the lowest failed sequence number on.</returns>
    /// <exception cref="TrimmedRangeException">The stream does not keep the range, or not all of it; what it still keeps was replayed.</exception>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">The stream could not be read.</exception>
    /// <exception cref="InvalidOperationException">The app has no such table, nothing was given to read the stream with, or the shard does not come to the end of the range.</exception>
    public async ValueTask<ReplayOutcome> ReplayStreamAsync(StreamRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var function = StreamFunctionOf(range);
        if (streams is null)
        {
            throw new InvalidOperationException($"Records of {function} are to be read from their stream again, and there is no {nameof(DynamoDbStreamsClient)} to do it with. Give the {nameof(Replayer)} one.");
        }

        var replayed = 0;
        await foreach (var records in new RangeReader(streams, range, _time).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var outcome = await InvokeAsync(function, records.Count, StreamEvent(records), cancellationToken).ConfigureAwait(false);
            replayed += outcome.Records;
            if (!outcome.Succeeded)
            {
                return outcome with { Records = replayed };
            }
        }

        return new ReplayOutcome(replayed, []);
    }

    private string StreamFunctionOf(StreamRange range)
    {
        foreach (var table in app.Tables)
        {
            // arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000
            if (range.StreamArn.Contains($":table/{table.Name}/", StringComparison.Ordinal))
            {
                return table.StreamFunction;
            }
        }

        throw new InvalidOperationException($"The app '{app.Name}' has no table with the stream {range.StreamArn}.");
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
