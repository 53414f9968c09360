using Fw24.Items;
using Fw24.Json;
using Fw24.Messages.Redactors;
using Fw24.Model;

namespace Fw24.Messages;

/// <content>Writes message bodies.</content>
internal static partial class ChangeEnvelope
{
    /// <summary>Writes the beginning of a message's body; <see cref="WriteRest"/> writes the remainder, up to the data.</summary>
    /// <param name="output">The output buffer.</param>
    /// <param name="record">The record.</param>
    /// <param name="table">The record's table.</param>
    /// <param name="entity">The row's entity, or <see langword="null"/> if the model has none for it.</param>
    /// <param name="group">The item's message group.</param>
    /// <param name="traceParent">The W3C trace context of the invocation, if it has one.</param>
    internal static void WriteHead(
        MessageBuffer output, in StreamRecord record, TableModel table, EntityModel? entity, in MessageGroup group, string? traceParent)
    {
        output.Append("{\"specversion\":\"1.0\",\"id\":\""u8);
        output.AppendEscaped(record.EventId.Span);
        output.Append("\",\"source\":\""u8);
        output.AppendEscaped(TableArn(record.EventSourceArn.Span));
        output.Append("\",\"type\":\"fw24."u8);
        output.Append(entity is null ? "unmodelled"u8 : entity.EventType);
        output.Append(record.Operation switch
        {
            ChangeOperations.Insert => ".inserted.v1\",\"subject\":\""u8,
            ChangeOperations.Modify => ".modified.v1\",\"subject\":\""u8,
            _ => ".removed.v1\",\"subject\":\""u8,
        });
        WriteSubject(output, record.Keys, table);
        output.Append("\",\"time\":\""u8);
        WriteTime(output, record.ChangedAt);
        output.Append("\",\"datacontenttype\":\"application/json\",\"sequence\":\""u8);
        output.Append(record.SequenceNumber.Span);
        output.Append("\",\"partitionkey\":\""u8);
        group.WriteId(output.Reserve(MessageGroup.IdLength));
        output.Advance(MessageGroup.IdLength);
        output.Append((entity?.OriginOf(record) ?? record.Origin) switch
        {
            ChangeOrigin.TimeToLive => "\",\"origin\":\"timeToLive"u8,
            ChangeOrigin.Replication => "\",\"origin\":\"replication"u8,
            ChangeOrigin.Backfill => "\",\"origin\":\"backfill"u8,
            _ => [],
        });
        if (traceParent is not null)
        {
            output.Append("\",\"traceparent\":\""u8);
            output.AppendEscaped(traceParent);
        }

        output.Append("\""u8);
    }

    /// <summary>Writes the rest of a message's body up to the data: the names of changed redacted attributes.</summary>
    internal static void WriteRest(MessageBuffer output, in RedactedRecord record)
    {
        record.WriteChanges(",\"redacted\":\""u8, output);
        output.Append(",\"data\":"u8);
    }

    // arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000
    private static ReadOnlySpan<byte> TableArn(ReadOnlySpan<byte> streamArn)
    {
        // The label after the last slash is a timestamp without slashes, so a search from the end finds it immediately.
        var stream = streamArn[..Math.Max(streamArn.LastIndexOf((byte)'/'), 0)];
        return stream.EndsWith("/stream"u8) ? stream[..^"/stream".Length] : streamArn;
    }

    // For example OrderId=ord-1,Part=order. For people and filters only; the message group identifies the item.
    private static void WriteSubject(MessageBuffer output, in ItemImage keys, TableModel table)
    {
        WriteKey(output, keys, table.Utf8PartitionKey, table.PartitionKey);
        if (table.Utf8SortKey is not null)
        {
            output.Append(","u8);
            WriteKey(output, keys, table.Utf8SortKey, table.SortKey!);
        }
    }

    private static void WriteKey(MessageBuffer output, in ItemImage keys, byte[] name, KeyAttribute key)
    {
        output.AppendEscaped(name);
        output.Append("="u8);

        // The raw text of the record, including escapes.
        if (keys.TryGetAttribute(name, out var value))
        {
            output.Append(ScalarValue.Read(value, key.Name).Text.Raw);
        }
    }

    private static void WriteTime(MessageBuffer output, DateTimeOffset time)
    {
        // Format "u" is 2026-11-22 10:05:00Z; RFC 3339 has a T between date and time.
        const int Length = 20;
        var text = output.Reserve(Length);
        time.TryFormat(text, out _, "u");
        text[10] = (byte)'T';
        output.Advance(Length);
    }
}
