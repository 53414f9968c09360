using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Fw24.Aws;
using Fw24.Changes.Reading;
using Fw24.Configuration;
using Fw24.Json;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;

namespace Fw24.Replay;

/// <summary>Replays what was left unprocessed: a parked record, a message of a dead-letter queue, a range of a stream.</summary>
/// <remarks>
/// A replay runs the same function that gave up, and everything downstream of it. It may be repeated: audit sinks recognize a change
/// by its event id, which handlers receive, too. Order within an item is preserved for the records of one call.
/// <para>Records of another function are refused without running anything: a change of another table or entity, or a message of the parking queue
/// among dead letters. A message does not prove its origin, however, and every permitted sender of the parking queue can forge one: set
/// <see cref="TableArn"/> and <see cref="Sender"/>, and pass each message's <c>SenderId</c>, if senders other than the app's own functions are
/// permitted. Two handlers of the same entity and operations cannot be distinguished by a dead letter, which names neither.</para>
/// <para>The functions must run in this process to report each record's outcome. A deployed function returns only the failures, so the
/// outcome of the rest is <see cref="RecordResult.Unknown"/>.</para>
/// </remarks>
/// <param name="app">The app's model.</param>
/// <param name="functions">
/// Creates a function by its name, such as <see cref="Fw24App.CreateFunction"/>; called once for each. Topic, log group and audit table differ by
/// table: to replay several tables, use variables with the function's name, such as <c>FW24_TOPIC_ARN__ORDERS_STREAM</c>.
/// </param>
/// <param name="claims">The store of records that were too large for a message; <see langword="null"/> if no claim check is configured.</param>
/// <param name="streams">
/// The client for reading records that Lambda gave up on; <see langword="null"/> when only parked records and dead letters are replayed.
/// </param>
/// <param name="time">The clock; <see langword="null"/> for the system's.</param>
public sealed partial class Replayer(
    AppModel app, Func<string, FunctionHandler> functions, IClaimCheck? claims = null, DynamoDbStreamsClient? streams = null, TimeProvider? time = null)
{
    // The id of messages that no longer have one.
    private const string MessageId = "replay";
    private const string Withheld = "the record could not be read, so its key and images were withheld when it was parked: replay it from its stream "
        + "by its sequence number, as long as the stream has it";

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, FunctionHandler> _functions = new(StringComparer.Ordinal);

    /// <summary>
    /// Gets the ARN of a table by its name in the model, such as <c>arn:aws:dynamodb:eu-central-1:123456789012:table/orders</c>, or
    /// <see langword="null"/> if it is not known. Replayed records must come from exactly that table. If the ARN is not known, a stream must belong to a
    /// table of the model's name, in <see cref="Stage"/>, in any account and region.
    /// </summary>
    public Func<string, string?>? TableArn { get; init; }

    /// <summary>The stage whose records are replayed, by which tables are named; <see langword="null"/> without one.</summary>
    /// <exception cref="ArgumentException">The text is not a stage.</exception>
    public string? Stage
    {
        get;
        init => field = value is null || DeployedName.IsStage(value)
            ? value
            : throw new ArgumentException($"'{value}' is not a stage: it must be {DeployedName.StageForm}.", nameof(value));
    }

    /// <summary>
    /// Indicates whether <see cref="IdempotentAttribute"/> handlers handle changes again that are recorded as handled, for example after a
    /// defect of the handler was mended. By default, a replay skips them. It has an effect on functions in this process.
    /// </summary>
    public bool HandlesAgain { get; init; }

    /// <summary>
    /// Gets the sender of a function's messages in the parking queue by the function's name: the unique id of the function's role, as returned by
    /// <c>iam get-role</c> (<c>AROAEXAMPLEEXAMPLE123</c>), or that id, a colon and the name of the deployed function, which is its session name
    /// (<c>AROAEXAMPLEEXAMPLE123:orders-stream</c>). If <see langword="null"/> for a function, that function's messages are refused. If this is set,
    /// each parked message must be replayed with its sender.
    /// </summary>
    public Func<string, string?>? Sender { get; init; }

    /// <summary>
    /// Replays a message of the parking queue with the function that parked it, or one of a mapping's on-failure queue. Undeleted messages
    /// of that queue also end up in the parking queue. They contain no record but name an object of <see cref="FailedRecords"/> or a range
    /// of the stream, which is then replayed. The content of such an object may be passed as a message, too.
    /// </summary>
    /// <param name="message">The message's body in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>
    /// The outcome. A record that is parked again is in the queue as another message: this one can be deleted, but the replay did not succeed.
    /// </returns>
    /// <exception cref="ItemFormatException">The body is not a parked message of a known version, or the record it refers to is gone.</exception>
    /// <exception cref="InvalidOperationException">
    /// The message cannot be resolved: the app has no such function, there is no claim check or no <see cref="FailedRecords"/>, or
    /// <see cref="ReplayStreamAsync"/> throws.
    /// Or <see cref="Sender"/> is set, and the message's sender was not passed.
    /// </exception>
    /// <exception cref="TrimmedRangeException">The stream no longer has all of the range.</exception>
    public ValueTask<ReplayOutcome> ReplayParkedAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) => Sender is null
        ? ReplayParkedCoreAsync(message, null, cancellationToken)
        : throw new InvalidOperationException(
            $"The {nameof(Replayer)} checks who sent parked messages ({nameof(Sender)}): "
            + "pass each message's SenderId, an attribute that SQS returns if the receiver requests it.");

    /// <summary>
    /// Replays a message of the parking queue like <see cref="ReplayParkedAsync(ReadOnlyMemory{byte}, CancellationToken)"/>, if the function that it
    /// names sent it.
    /// </summary>
    /// <param name="message">The message's body in UTF-8.</param>
    /// <param name="senderId">
    /// The message's SQS attribute <c>SenderId</c>: for a function, its role's unique id, a colon and the session name. SQS itself sets it, and
    /// returns it if the receiver requests it. For a message that Lambda sent to an on-failure destination with the function's role, the session is
    /// ignored.
    /// </param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>The outcome: <see cref="RecordResult.Refused"/> when the sender does not match <see cref="Sender"/>.</returns>
    /// <exception cref="ItemFormatException">The body is not a parked message of a known version, or the record it refers to is gone.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Sender"/> is not set, or the message cannot be resolved.</exception>
    /// <exception cref="TrimmedRangeException">The stream no longer has all of the range.</exception>
    public ValueTask<ReplayOutcome> ReplayParkedAsync(ReadOnlyMemory<byte> message, string senderId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(senderId);
        return Sender is not null
            ? ReplayParkedCoreAsync(message, senderId, cancellationToken)
            : throw new InvalidOperationException($"A sender cannot be checked without {nameof(Sender)}, which returns the sender of a function's messages.");
    }

    private async ValueTask<ReplayOutcome> ReplayParkedCoreAsync(ReadOnlyMemory<byte> message, string? senderId, CancellationToken cancellationToken)
    {
        switch (MessageHead.Read(message.Span).Kind)
        {
            case MessageKind.OnFailure:
                var failed = InvocationRecord.Read(message);

                // Sent by Lambda with the function's role and Lambda's own session.
                return RefuseSender(StreamFunctionOf(failed.Range), senderId, isSession: false) is { } stranger ? Refused("", stranger)
                    : failed.Payload is { } payload
                        ? await ReplayRecordsAsync(Arns.TableOf(failed.Range.StreamArn)!, failed, payload, cancellationToken)
                            .ConfigureAwait(false)
                    : await ReplayStreamAsync(failed.Range, cancellationToken).ConfigureAwait(false);
            case MessageKind.ObjectCreated:
                return await ReplayObjectAsync(FailedObject.Read(message), cancellationToken).ConfigureAwait(false);
            case MessageKind.Change:
                throw new ItemFormatException("Parked message", "", "a message of the parking queue", $"a message of a handler's or audit logger's queue, which {nameof(ReplayMessageAsync)} replays");
            default:
                // Before fetching anything that the message refers to.
                if (RefuseSender(ParkedMessage.FunctionIn(message), senderId, isSession: true) is { } reason)
                {
                    return Refused("", reason);
                }

                var parked = await ParkedMessage.ReadAsync(message, claims, cancellationToken).ConfigureAwait(false);
                return TableOfStream(parked.Function) is { } table
                    ? await ReplayRecordAsync(table, parked.Content, cancellationToken).ConfigureAwait(false)
                    : await ReplayMessageAsync(parked.Function, parked.Content, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Replays a message of a dead-letter queue.</summary>
    /// <param name="function">The function of the queue: an audit logger's or a handler's name.</param>
    /// <param name="body">The message's body in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>The outcome: <see cref="RecordResult.Refused"/> when the message does not belong to that function.</returns>
    /// <exception cref="InvalidOperationException">The app has no such function.</exception>
    public async ValueTask<ReplayOutcome> ReplayMessageAsync(string function, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(function);
        if (Refuse(function, MessageHead.Read(body.Span)) is { } reason)
        {
            return Refused(MessageId, reason);
        }

        var outcome = await InvokeAsync(function, [MessageId], QueueEvent(body), cancellationToken).ConfigureAwait(false);

        // A handler skips messages of others, without their event ids, but its queue never had such a message.
        return HandlerOf(function) is not null && outcome.Outcomes[0] is { Result: RecordResult.Skipped, EventId: null } skipped
            ? new ReplayOutcome([skipped with { Result = RecordResult.Refused }])
            : outcome;
    }

    /// <summary>Replays a range of a stream with its table's stream processor, in order, until a record fails.</summary>
    /// <param name="range">The range, for example from an on-failure message.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>The outcome, up to the page with the first failure. After a failure, replay the range again from the lowest failed sequence number.</returns>
    /// <exception cref="TrimmedRangeException">The stream no longer has all of the range; the remainder was replayed, up to the first failure.</exception>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">The stream could not be read.</exception>
    /// <exception cref="InvalidOperationException">
    /// The app has no such table, no stream client was passed, or the shard does not reach the end of the range.
    /// </exception>
    public async ValueTask<ReplayOutcome> ReplayStreamAsync(StreamRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var function = StreamFunctionOf(range);
        if (streams is null)
        {
            throw new InvalidOperationException(
                $"Records of {function} must be read from their stream again, but there is no {nameof(DynamoDbStreamsClient)} to read them with. "
                + $"Pass one to the {nameof(Replayer)}.");
        }

        var outcomes = new List<RecordOutcome>();
        var reader = new RangeReader(streams, range, _time);
        await foreach (var records in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var page = await InvokeAsync(function, records, cancellationToken).ConfigureAwait(false);
            outcomes.AddRange(page.Outcomes);
            if (page.Failed.Count > 0)
            {
                break;
            }
        }

        var outcome = new ReplayOutcome(outcomes);
        return reader.Trimmed is { } trimmed ? throw new TrimmedRangeException(range, outcome, trimmed) : outcome;
    }

    private async ValueTask<ReplayOutcome> ReplayRecordAsync(TableModel table, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        var payload = StreamEvent([record]);
        var records = StreamBatch.Read(payload);
        if (records.Count == 0)
        {
            return Refused("", "the parked message contains no record");
        }

        if (RefuseRecord(table, record.Span, records) is { } reason)
        {
            return Refused(IdOf(records[0]), reason);
        }

        if (records.All(static one => one.Fault is not null && ParkedContent.IsRedacted(one, out _)))
        {
            return Refused(IdOf(records[0]), Withheld);
        }

        // A broken record may be read as several.
        return await InvokeAsync(table.StreamFunction, [.. records.Select(IdOf)], payload, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Checks whether parked content is a record of a table's own stream. A broken record may be read as several broken ones: it is parked again.
    /// </summary>
    /// <returns>The reason that it is not; <see langword="null"/> when nothing indicates that.</returns>
    private string? RefuseRecord(TableModel table, ReadOnlySpan<byte> content, IReadOnlyList<StreamRecord> records)
    {
        try
        {
            new OwnTable(app, table, names: Names).Demand(records);
        }
        catch (ItemFormatException exception)
        {
            return exception.Message;
        }

        if (IsEvent(content))
        {
            return "the parked message contains a whole event, but a function parks one record";
        }

        foreach (var record in records)
        {
            if (record.Fault is null && !IsOneValue(content))
            {
                return "the parked message contains more than one record, but a function parks each in a separate message";
            }

            if ((record.Fault is null || !record.EventSourceArn.IsEmpty)
                && Arns.RefuseStream(table, Encoding.UTF8.GetString(record.EventSourceArn.Span)) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private static bool IsOneValue(ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json);
        return cursor.TrySkipValue() && cursor.IsAtEnd();
    }

    private static bool IsEvent(ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json);
        if (!cursor.TryEnterObject())
        {
            return false;
        }

        while (cursor.TryNextMember(out var name))
        {
            if (name.Is("Records"u8))
            {
                return true;
            }

            if (!cursor.TrySkipValue())
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Checks whether a message was sent by its function.</summary>
    /// <returns>The reason that it was not; <see langword="null"/> when it was, or senders are not checked.</returns>
    private string? RefuseSender(string function, string? senderId, bool isSession)
    {
        if (senderId is null)
        {
            return null;
        }

        if (TableOfStream(function) is null && TableOf(function) is null)
        {
            return "the message names no function of the app";
        }

        if (Sender!(function) is not { Length: > 0 } sender)
        {
            return $"{nameof(Sender)} returns no sender for the messages of {function}";
        }

        var isSender = isSession && sender.Contains(':', StringComparison.Ordinal) ? senderId == sender : RoleIn(senderId) == RoleIn(sender);
        return isSender ? null : $"the message was not sent by {function}: its SenderId belongs to another sender";
    }

    private static string RoleIn(string sender) => sender.Split(':')[0];

    /// <summary>Checks whether a message belongs to a function.</summary>
    /// <returns>The reason that it does not; <see langword="null"/> when nothing indicates that.</returns>
    private string? Refuse(string function, MessageHead head)
    {
        if (TableOfStream(function) is not null)
        {
            return $"{function} is a stream processor, which processes records of a stream, not messages";
        }

        switch (head.Kind)
        {
            case MessageKind.Parked:
                return $"the message belongs to the parking queue, which {nameof(ReplayParkedAsync)} replays";
            case MessageKind.OnFailure or MessageKind.ObjectCreated:
                return $"the message was sent to an on-failure destination, which {nameof(ReplayParkedAsync)} replays";
        }

        if (TableOf(function) is { } table)
        {
            var reason = new OwnTable(app, table, names: Names).Refuse(head)?.Message
                ?? (head.Kind is MessageKind.Change ? Arns.RefuseSource(table, head.Source) : null);
            if (reason is not null)
            {
                return reason;
            }
        }

        return HandlerOf(function) is { } handler && head.Entity is { } entity && !handler.Entity.IsOfType(entity)
            ? $"the entity of the change is not {handler.Entity.Name}, which {function} handles"
            : null;
    }

    private TableNames Names => field ??= TableNames.InStage(Stage);

    private OwnArns Arns => field ??= new OwnArns(app, TableArn, Names);

    private string StreamFunctionOf(StreamRange range) => Arns.TableOf(range.StreamArn)?.StreamFunction
        ?? throw new InvalidOperationException($"The app '{app.Name}' has no table with the stream {range.StreamArn}. {OwnArns.Remedy}");

    private TableModel? TableOfStream(string function) => app.Tables.FirstOrDefault(table => table.StreamFunction == function);

    private HandlerModel? HandlerOf(string function) => app.Handlers.FirstOrDefault(handler => handler.Name == function);

    /// <summary>Gets the table whose changes an audit logger or a handler receives.</summary>
    private TableModel? TableOf(string function)
    {
        var name = HandlerOf(function)?.TableName;
        return app.Tables.FirstOrDefault(table => table.AuditFunction == function || table.Name == name);
    }

    private ValueTask<ReplayOutcome> InvokeAsync(string function, IReadOnlyList<StreamRecord> records, CancellationToken cancellationToken)
        => InvokeAsync(
            function,
            [.. records.Select(IdOf)],
            StreamEvent([.. records.Select(static record => record.Json)]),
            cancellationToken);

    private async ValueTask<ReplayOutcome> InvokeAsync(string function, IReadOnlyList<string> ids, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var handler = _functions.GetOrAdd(function, functions);
        var run = new ReplayRun(function, ids, HandlesAgain);
        return new ReplayOutcome(await run.InvokeAsync(handler, payload, cancellationToken).ConfigureAwait(false));
    }

    private static ReplayOutcome Refused(string id, string reason) => new([new RecordOutcome(id, RecordResult.Refused, reason)]);

    private static string IdOf(StreamRecord record) => Encoding.UTF8.GetString(record.SequenceNumber.Span);

    // Byte for byte as received: a broken record cannot be written as JSON.
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
        json.WriteString("messageId"u8, MessageId);
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
