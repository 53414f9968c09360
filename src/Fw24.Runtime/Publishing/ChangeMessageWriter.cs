using System.Buffers.Binary;
using System.Security.Cryptography;
using Fw24.Model;

namespace Fw24.Publishing;

/// <summary>Makes messages of a table's stream records.</summary>
/// <param name="table">The table.</param>
/// <param name="redactor">Takes sensitive values out.</param>
internal sealed class ChangeMessageWriter(TableModel table, Redactor redactor)
{
    private readonly bool _isFifo = table.Stream is { Fifo: true };

    /// <summary>Writes a message.</summary>
    /// <param name="record">The record.</param>
    /// <param name="group">The item's message group.</param>
    /// <param name="traceParent">The W3C trace context of the invocation, if it has one.</param>
    /// <param name="buffer">Where the message's bytes go.</param>
    /// <param name="hash">For deduplication ids; nobody else may use it meanwhile.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ItemFormatException">The record is not as it should be.</exception>
    public DraftMessage Write(in StreamRecord record, in MessageGroup group, string? traceParent, MessageBuffer buffer, IncrementalHash hash)
    {
        var entity = table.EntityOf(record);
        var draft = new DraftMessage
        {
            Entity = entity?.Name ?? ChangeMessage.Unmodelled,
            Operation = record.Operation switch
            {
                ChangeOperations.Insert => "insert",
                ChangeOperations.Modify => "modify",
                _ => "remove",
            },
        };

        var start = buffer.Position;
        ChangeEnvelope.WriteHead(buffer, record, table, entity, group, traceParent);
        var dataStart = buffer.Position;
        redactor.WriteData(record, buffer);
        var data = buffer.Since(dataStart);
        buffer.Append("}"u8);
        draft.Body = buffer.Since(start);

        start = buffer.Position;
        ChangedNames.Write(record, buffer);
        draft.Changed = buffer.Since(start);

        if (_isFifo)
        {
            start = buffer.Position;
            group.WriteId(buffer.Reserve(MessageGroup.IdLength));
            buffer.Advance(MessageGroup.IdLength);
            draft.GroupId = buffer.Since(start);
            draft.DeduplicationId = WriteDeduplicationId(record, data, buffer, hash);
        }

        return draft;
    }

    // The data alone would make A→B→A→B two messages of four; the event id and sequence number tell them apart. The data is hashed as
    // it leaves: a hash of the secret itself could be found by trying.
    private static MessageBuffer.Slice WriteDeduplicationId(in StreamRecord record, MessageBuffer.Slice data, MessageBuffer buffer, IncrementalHash hash)
    {
        AppendPart(hash, record.EventSourceArn.Span);
        AppendPart(hash, record.EventId.Span);
        AppendPart(hash, record.SequenceNumber.Span);
        AppendPart(hash, buffer.Written(data));

        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);

        var start = buffer.Position;
        Convert.TryToHexStringLower(bytes, buffer.Reserve(bytes.Length * 2), out var length);
        buffer.Advance(length);
        return buffer.Since(start);
    }

    private static void AppendPart(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
