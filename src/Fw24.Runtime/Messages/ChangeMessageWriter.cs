using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using Fw24.Changes.Marks;
using Fw24.Changes.Reading;
using Fw24.Json;
using Fw24.Messages.Redactors;
using Fw24.Model;

namespace Fw24.Messages;

/// <summary>Creates messages from a table's stream records.</summary>
/// <param name="table">The table.</param>
/// <param name="redactor">The redactor that removes sensitive values.</param>
internal sealed class ChangeMessageWriter(TableModel table, Redactor redactor)
{
    // They take 1 KB.
    private const int MaxPlacesOnStack = 64;

    private const int HashDigits = 32;
    private const int MaxEventIdLength = EventIds.MaxLength - HashDigits - 1;

    private readonly bool _isFifo = table.Stream is { Fifo: true };
    private readonly bool _isGrouped = table.Stream is { Fifo: true } or { FairQueues: true };

    /// <summary>Writes a message.</summary>
    /// <param name="record">The record.</param>
    /// <param name="group">The item's message group.</param>
    /// <param name="traceParent">The W3C trace context of the invocation, if it has one.</param>
    /// <param name="buffer">The buffer that receives the message's bytes.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ItemFormatException">The record is malformed.</exception>
    public DraftMessage Write(in StreamRecord record, in MessageGroup group, string? traceParent, MessageBuffer buffer)
    {
        var entity = table.EntityOf(record);
        var draft = new DraftMessage
        {
            Entity = entity?.Name ?? ChangeMessage.Unmodelled,
            Operation = OperationOf(record),
        };

        var places = redactor.PlaceCount <= MaxPlacesOnStack ? stackalloc SensitivePlace[redactor.PlaceCount] : new SensitivePlace[redactor.PlaceCount];
        var redacted = redactor.Redact(record, places);
        var start = buffer.Position;
        ChangeEnvelope.WriteHead(buffer, record, table, entity, group, traceParent);
        ChangeEnvelope.WriteRest(buffer, redacted);
        var data = default(ByteRange);
        if (redacted.IsUnchanged)
        {
            draft.Data = record.Data;
        }
        else
        {
            var dataStart = buffer.Position;
            redacted.WriteData(buffer);
            data = buffer.Since(dataStart);
            buffer.Append("}"u8);
        }

        draft.Body = buffer.Since(start);

        start = buffer.Position;
        if (redacted.IsReplayed || record.Origin is ChangeOrigin.Backfill)
        {
            // The images of a record that was already redacted do not show all differences. A backfill delivers all of an item.
            ChangedNames.WriteAll(buffer);
        }
        else
        {
            ChangedNames.Write(record, buffer);
        }

        draft.Changed = buffer.Since(start);

        if (_isGrouped)
        {
            start = buffer.Position;
            group.WriteId(buffer.Reserve(MessageGroup.IdLength));
            buffer.Advance(MessageGroup.IdLength);
            draft.GroupId = buffer.Since(start);
        }

        if (_isFifo)
        {
            draft.DeduplicationId = WriteDeduplicationId(record, draft.Data.IsEmpty ? buffer.Written(data) : draft.Data.Span, buffer);
        }

        return draft;
    }

    private static string OperationOf(in StreamRecord record) => record.Origin is ChangeOrigin.Backfill
        ? BackfillMark.In(record.NewImage)!.Operation
        : record.Operation switch
        {
            ChangeOperations.Insert => "insert",
            ChangeOperations.Modify => "modify",
            _ => "remove",
        };

    // A redelivered record has the same id, and A→B→A→B has four: the event id is unique. The hash covers the redacted data: a hash
    // of the secret itself could be brute-forced.
    private static ByteRange WriteDeduplicationId(in StreamRecord record, ReadOnlySpan<byte> data, MessageBuffer buffer)
    {
        var hash = XxHash128.HashToUInt128(data);
        var start = buffer.Position;
        EventIds.WritePlain(record.EventId.Span, MaxEventIdLength, buffer);
        buffer.Append("-"u8);
        var formatted = hash.TryFormat(buffer.Reserve(HashDigits), out var length, "x32", CultureInfo.InvariantCulture);
        Debug.Assert(formatted && length == HashDigits, "128 bits are 32 digits");
        buffer.Advance(length);
        return buffer.Since(start);
    }
}
