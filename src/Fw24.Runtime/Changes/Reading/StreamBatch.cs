using System.Text.Unicode;
using Fw24.Items;
using Fw24.Items.Validation;

namespace Fw24.Changes.Reading;

/// <summary>Reads a DynamoDB stream event.</summary>
internal static class StreamBatch
{
    // The largest batch of an event source mapping (Lambda API reference, CreateEventSourceMapping, BatchSize).
    private const int MaxRecords = 10_000;

    /// <summary>Reads the records of an event. A broken record is returned with its fault; the records around it are intact.</summary>
    /// <remarks>
    /// A record without a fault has an event id, a sequence number, an operation and a key, and each of its images is a valid DynamoDB
    /// item. If the end of a broken record cannot be found, the rest of the event belongs to it.
    /// Memory: only the records, 200 bytes each. Stack: bounded, however deep the payload is nested.
    /// </remarks>
    /// <param name="payload">The event in UTF-8.</param>
    /// <returns>The records in the order of the shard.</returns>
    /// <exception cref="ItemFormatException">The event is not a DynamoDB stream event.</exception>
    public static IReadOnlyList<StreamRecord> Read(ReadOnlyMemory<byte> payload) => ReadGuarded(payload, SensitiveNames.None);

    /// <summary>Reads the records of a table's event. Faults do not show the content of sensitive attributes.</summary>
    /// <exception cref="ItemFormatException">The event is not a DynamoDB stream event.</exception>
    internal static IReadOnlyList<StreamRecord> ReadGuarded(ReadOnlyMemory<byte> payload, SensitiveNames sensitive)
    {
        var isUtf8 = IsUtf8(payload.Span);
        scoped var frame = new EventFrame(payload.Span, "Stream event");
        var reader = new StreamRecordReader(payload, isUtf8, stackalloc uint[ItemValidator.ScratchLength], sensitive);
        List<StreamRecord>? records = null;
        while (frame.TryNextRecord())
        {
            if (frame.Index == MaxRecords)
            {
                frame.End("at most 10,000 records", "more");
                break;
            }

            var record = reader.Read(ref frame.Json, frame.Index);

            // The records of one table have similar sizes, so the first one predicts how many there are.
            records ??= new List<StreamRecord>(Math.Min((payload.Length / Math.Max(record.Json.Length, 1)) + 1, MaxRecords));
            records.Add(record);
        }

        records ??= [];
        if (frame.Fault is not null)
        {
            AddRest(records, payload[frame.Json.Position..], frame.Fault);
        }

        return records;
    }

    /// <summary>Indicates whether an event is valid UTF-8. It is mostly ASCII: only strings with other bytes are checked, up to their quote.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> payload)
    {
        while (true)
        {
            var start = payload.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (start < 0)
            {
                return true;
            }

            payload = payload[start..];
            var length = payload.IndexOf((byte)'"');
            length = length < 0 ? payload.Length : length;
            if (!Utf8.IsValid(payload[..length]))
            {
                return false;
            }

            payload = payload[length..];
        }
    }

    /// <summary>Adds the rest of a broken event as a record, so that it is not lost, unless a broken record already contains it.</summary>
    private static void AddRest(List<StreamRecord> records, ReadOnlyMemory<byte> rest, string fault)
    {
        if (!rest.IsEmpty || records is not [.., { Fault: not null }])
        {
            records.Add(new StreamRecord { Json = rest, Fault = fault });
        }
    }
}
