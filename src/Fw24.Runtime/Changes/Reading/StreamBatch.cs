using System.Text.Unicode;
using Fw24.Items;

namespace Fw24.Changes.Reading;

/// <summary>Reads a DynamoDB stream event.</summary>
public static class StreamBatch
{
    // The largest batch of an event source mapping (Lambda API reference, CreateEventSourceMapping, BatchSize).
    private const int MaxRecords = 10_000;

    /// <summary>Reads the records of an event. A record that is broken is among them, with its fault; its neighbours are whole.</summary>
    /// <remarks>
    /// A record without a fault has an event id, a sequence number, an operation and a key, and each of its images is an item
    /// as DynamoDB can hold it. Where a broken record's end cannot be found, all that follows belongs to it.
    /// Memory: the records alone, 200 bytes each. Stack: bounded, however deep the payload is nested.
    /// </remarks>
    /// <param name="payload">The event in UTF-8.</param>
    /// <returns>The records in the order of the shard.</returns>
    /// <exception cref="ItemFormatException">The event is not one of a DynamoDB stream.</exception>
    public static IReadOnlyList<StreamRecord> Read(ReadOnlyMemory<byte> payload) => ReadGuarded(payload, SensitiveNames.None);

    /// <summary>Reads the records of a table's event. No fault shows what may be inside of a sensitive attribute.</summary>
    /// <param name="payload">The event in UTF-8.</param>
    /// <param name="sensitive">The table's sensitive attributes.</param>
    /// <exception cref="ItemFormatException">The event is not one of a DynamoDB stream.</exception>
    internal static IReadOnlyList<StreamRecord> ReadGuarded(ReadOnlyMemory<byte> payload, SensitiveNames sensitive)
    {
        var isUtf8 = IsUtf8(payload.Span);
        scoped var frame = new EventFrame(payload.Span, "Stream event");
        var reader = new StreamRecordReader(payload, isUtf8, stackalloc uint[128], sensitive);
        List<StreamRecord>? records = null;
        while (frame.TryNextRecord())
        {
            if (frame.Index == MaxRecords)
            {
                frame.End("at most 10,000 records", "more");
                break;
            }

            var record = reader.Read(ref frame.Json, frame.Index);

            // Records of one table are of about one size, so the first one tells how many there will be.
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

    /// <summary>Whether all of an event is UTF-8: most of it is ASCII, and the texts that are not are looked at one by one, from their first such byte to their quote.</summary>
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

    /// <summary>Adds what is left of a broken event as a record, so that it is not lost, unless a broken record holds it already.</summary>
    private static void AddRest(List<StreamRecord> records, ReadOnlyMemory<byte> rest, string fault)
    {
        if (!rest.IsEmpty || records is not [.., { Fault: not null }])
        {
            records.Add(new StreamRecord { Json = rest, Fault = fault });
        }
    }
}
