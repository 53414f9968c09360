using System.Text.Unicode;
using Fw24.Records;

namespace Fw24.Streams;

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
    public static IReadOnlyList<StreamRecord> Read(ReadOnlyMemory<byte> payload)
    {
        var isUtf8 = Utf8.IsValid(payload.Span);
        scoped var frame = new EventFrame(payload.Span, "Stream event");
        var reader = new StreamRecordReader(payload, isUtf8, stackalloc uint[128]);
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

        if (frame.Fault is not null)
        {
            records ??= [];
            records.Add(new StreamRecord { Json = payload[frame.Json.Position..], Fault = frame.Fault });
        }

        return records ?? [];
    }
}
