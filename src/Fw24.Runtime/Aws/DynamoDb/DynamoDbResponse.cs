using System.Buffers.Text;
using System.Text.Json;
using Fw24.Json;

namespace Fw24.Aws.DynamoDb;

/// <summary>The members of DynamoDB's responses, as slices of them.</summary>
internal sealed partial class DynamoDbResponse
{
    private readonly ReadOnlyMemory<byte> _json;

    private DynamoDbResponse(ReadOnlyMemory<byte> json) => _json = json;

    /// <summary>An item (<c>Item</c>, or <c>Attributes</c> of a write); absent if the response has none.</summary>
    public ItemImage Item { get; private set; }

    /// <summary>The items of a page.</summary>
    public List<ItemImage> Items { get; } = [];

    /// <summary>The number of items that satisfy the filter.</summary>
    public int Count { get; private set; }

    /// <summary>The number of items that were read.</summary>
    public int ScannedCount { get; private set; }

    /// <summary>The key after which the next page begins; absent if there is none.</summary>
    public ItemImage LastKey { get; private set; }

    /// <summary>The capacity units charged; <see langword="null"/> if the response does not tell.</summary>
    public double? CapacityUnits { get; private set; }

    /// <summary>Reads a response.</summary>
    /// <param name="json">The response: one JSON object.</param>
    /// <exception cref="JsonException">It is no response of DynamoDB.</exception>
    public static DynamoDbResponse Read(ReadOnlyMemory<byte> json)
    {
        var response = new DynamoDbResponse(json);
        response.ReadMembers();
        return response;
    }

    private void ReadMembers()
    {
        var json = new JsonCursor(_json.Span);
        Check(json.TryEnterObject(), json);
        while (json.TryNextMember(out var name))
        {
            if (name.Is("Items"u8))
            {
                ReadItems(ref json, Items);
            }
            else if (name.Is("Item"u8) || name.Is("Attributes"u8))
            {
                Item = ReadItem(ref json);
            }
            else if (name.Is("LastEvaluatedKey"u8))
            {
                LastKey = ReadItem(ref json);
            }
            else if (name.Is("ConsumedCapacity"u8))
            {
                ReadCapacity(ref json);
            }
            else if (name.Is("Count"u8))
            {
                Count = ReadNumber(ref json);
            }
            else if (name.Is("ScannedCount"u8))
            {
                ScannedCount = ReadNumber(ref json);
            }
            else if (!TryReadBatch(ref json, name))
            {
                Check(json.TrySkipValue(), json);
            }
        }

        Check(json.Expected is null && json.IsAtEnd(), json);
    }

    private void ReadItems(scoped ref JsonCursor json, List<ItemImage> items)
    {
        Check(json.TryEnterList(), json);
        while (json.TryNextElement())
        {
            items.Add(ReadItem(ref json));
        }

        Check(json.Expected is null, json);
    }

    // DynamoDB leaves out what is absent; other servers answer null, or an empty map.
    private ItemImage ReadItem(scoped ref JsonCursor json)
    {
        if (json.Peek() == (byte)'n')
        {
            Check(json.TrySkipNull(), json);
            return default;
        }

        var start = json.Position;
        Check(json.TrySkipValue(), json);
        var item = new ItemImage(_json[start..json.Position]);
        foreach (var _ in item)
        {
            return item;
        }

        return default;
    }

    private void ReadCapacity(scoped ref JsonCursor json)
    {
        Check(json.TryEnterObject(), json);
        while (json.TryNextMember(out var name))
        {
            if (!name.Is("CapacityUnits"u8))
            {
                Check(json.TrySkipValue(), json);
                continue;
            }

            Check(json.TryReadNumber(out var text), json);
            CapacityUnits = Utf8Parser.TryParse(text, out double units, out var length) && length == text.Length
                ? units
                : throw new JsonException("The capacity in the response of DynamoDB is not a number.");
        }

        Check(json.Expected is null, json);
    }

    private static int ReadNumber(scoped ref JsonCursor json)
    {
        Check(json.TryReadNumber(out var text), json);
        return Utf8Parser.TryParse(text, out int number, out var length) && length == text.Length
            ? number
            : throw new JsonException("A number in the response of DynamoDB is not a count.");
    }

    private static void Check(bool passed, in JsonCursor json)
    {
        if (!passed)
        {
            throw new JsonException($"The response is not one of DynamoDB: expected {json.Expected}, found {json.Found}.");
        }
    }
}
