using System.Text;
using System.Text.Json;
using Fw24.Model;

namespace Fw24.Console.Feed;

/// <summary>What a stream record says of itself, as far as it can be read: streams contain records that no function can.</summary>
/// <param name="EventId">The event id; empty if there is none.</param>
/// <param name="Operation">The operation: <c>insert</c>, <c>modify</c> or <c>remove</c>; empty if it is not known.</param>
/// <param name="Entity">The entity's name; <c>-</c> if it is none of the model's.</param>
/// <param name="Keys">The item's key as DynamoDB JSON; empty if it cannot be read.</param>
internal sealed record RecordFacts(string EventId, string Operation, string Entity, ReadOnlyMemory<byte> Keys)
{
    // An item has 32 levels at most, each of which takes two in JSON ("Constraints").
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 128 };

    /// <summary>The key for people: <c>OrderId=ord-1, Part=order</c>.</summary>
    public string KeyText => field ??= ItemJson.OfKey(Keys);

    /// <summary>Reads a record.</summary>
    public static RecordFacts Of(ReadOnlyMemory<byte> json, TableModel? table)
    {
        var (eventId, operation, keys, discriminator) = ("", "", default(ReadOnlyMemory<byte>), (string?)null);
        try
        {
            var reader = new Utf8JsonReader(json.Span, s_options);
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("eventID"u8))
                {
                    eventId = Text(ref reader);
                }
                else if (reader.ValueTextEquals("eventName"u8))
                {
                    operation = Text(ref reader).ToLowerInvariant();
                }
                else if (reader.ValueTextEquals("dynamodb"u8))
                {
                    ReadData(ref reader, json, table, ref keys, ref discriminator);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A broken record: what was read before is all there is.
        }

        return new RecordFacts(eventId, operation, EntityOf(table, discriminator), keys);
    }

    private static void ReadData(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, TableModel? table, ref ReadOnlyMemory<byte> keys, ref string? discriminator)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isKeys = reader.ValueTextEquals("Keys"u8);
            var isImage = reader.ValueTextEquals("NewImage"u8) || reader.ValueTextEquals("OldImage"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isImage && discriminator is null && table?.Discriminator is { } name)
            {
                discriminator = Discriminator(ref reader, name);
                continue;
            }

            reader.Skip();
            keys = isKeys ? json[start..(int)reader.BytesConsumed] : keys;
        }
    }

    private static string? Discriminator(ref Utf8JsonReader reader, string name)
    {
        string? found = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (!isIt)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
            {
                found = reader.TokenType is JsonTokenType.String ? reader.GetString() : found;
            }
        }

        return found;
    }

    private static string EntityOf(TableModel? table, string? discriminator)
    {
        if (table is null)
        {
            return "-";
        }

        var entity = table.Discriminator is null ? table.Entities[0]
            : discriminator is null ? table.UnmarkedEntity
            : table.Entities.FirstOrDefault(entity => entity.Name == discriminator);
        return entity?.Name ?? "-";
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
    }
}
