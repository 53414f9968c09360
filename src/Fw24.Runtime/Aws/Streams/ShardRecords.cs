using System.Buffers;
using System.Text.Json;
using Fw24.Json;

namespace Fw24.Aws.Streams;

/// <summary>Records of a shard, in order.</summary>
internal sealed class ShardRecords
{
    /// <summary>The records as Lambda passes them to a function: JSON in UTF-8. <see cref="ToEvent"/> creates an event from them.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Records { get; init; }

    /// <summary>The last record's sequence number; <see langword="null"/> when there is no record.</summary>
    public string? LastSequenceNumber { get; init; }

    /// <summary>The iterator for the following records; <see langword="null"/> when the shard is closed and was read completely.</summary>
    public string? NextShardIterator { get; init; }

    /// <summary>Creates the event with which Lambda would invoke a function: <c>{"Records":[…]}</c>.</summary>
    /// <param name="records">The records.</param>
    /// <returns>The event in UTF-8.</returns>
    public static ReadOnlyMemory<byte> ToEvent(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        var payload = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteStartArray("Records"u8);
            foreach (var record in records)
            {
                json.WriteRawValue(record.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return payload.WrittenMemory;
    }

    internal static ShardRecords Read(ReadOnlyMemory<byte> answer, string streamArn)
    {
        var json = new Utf8JsonReader(answer.Span);
        json.Read();
        List<ReadOnlyMemory<byte>> records = [];
        string? next = null, last = null;
        while (json.NextMember())
        {
            if (json.ValueTextEquals("NextShardIterator"u8))
            {
                next = json.ReadText();
            }
            else if (json.ValueTextEquals("Records"u8))
            {
                json.Read();
                while (json.NextObject())
                {
                    records.Add(LambdaStreamRecord.Convert(ref json, answer.Span, streamArn, out last));
                }
            }
            else
            {
                json.SkipMember();
            }
        }

        return new ShardRecords { Records = records, LastSequenceNumber = last, NextShardIterator = next };
    }
}
