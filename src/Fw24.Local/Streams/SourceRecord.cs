using System.Text.Json;
using Fw24.Local.Faults;

namespace Fw24.Local.Streams;

/// <summary>A record of a stream.</summary>
public sealed class SourceRecord : IFaultTarget
{
    /// <summary>The record as a member of a Lambda event's <c>Records</c>, in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Its sequence number, in decimal digits.</summary>
    public required string SequenceNumber { get; init; }

    /// <summary>The time at which the item was changed, to the second.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The item's key: any bytes that are identical for all records of the item.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    int IFaultTarget.Faults { get; set; }

    /// <summary>Creates a record from its JSON.</summary>
    /// <param name="json">The record as a member of a Lambda event's <c>Records</c>, in UTF-8.</param>
    /// <returns>The record.</returns>
    /// <exception cref="JsonException">The record has no sequence number or key.</exception>
    public static SourceRecord Parse(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        string? sequenceNumber = null;
        ReadOnlyMemory<byte> key = default;
        var createdAt = DateTimeOffset.UnixEpoch;
        for (var depth = 0; reader.Read();)
        {
            depth = reader.CurrentDepth;
            if (reader.TokenType is not JsonTokenType.PropertyName)
            {
                continue;
            }

            if (depth == 1 && !reader.ValueTextEquals("dynamodb"u8))
            {
                reader.Skip();
            }
            else if (depth == 2 && reader.ValueTextEquals("SequenceNumber"u8))
            {
                reader.Read();
                sequenceNumber = reader.GetString();
            }
            else if (depth == 2 && reader.ValueTextEquals("ApproximateCreationDateTime"u8))
            {
                reader.Read();
                createdAt = DateTimeOffset.FromUnixTimeMilliseconds((long)(reader.GetDouble() * 1000));
            }
            else if (depth == 2 && reader.ValueTextEquals("Keys"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                key = json[start..(int)reader.BytesConsumed];
            }
            else if (depth == 2)
            {
                reader.Skip();
            }
        }

        return new SourceRecord
        {
            Json = json,
            SequenceNumber = sequenceNumber ?? throw new JsonException("A stream record has no dynamodb.SequenceNumber."),
            CreatedAt = createdAt,
            Key = key.IsEmpty ? throw new JsonException("A stream record has no dynamodb.Keys.") : key,
        };
    }
}
