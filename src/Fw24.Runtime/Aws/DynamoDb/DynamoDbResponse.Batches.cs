using Fw24.Json;

namespace Fw24.Aws.DynamoDb;

/// <content>Batches and transactions. A batch is of one table, so the names of tables are skipped.</content>
internal sealed partial class DynamoDbResponse
{
    /// <summary>The keys that a batch did not read.</summary>
    public List<ItemImage> UnprocessedKeys { get; } = [];

    /// <summary>The items and keys that a batch did not put or delete.</summary>
    public List<(ItemImage Image, bool IsDelete)> UnprocessedWrites { get; } = [];

    /// <summary>
    /// The reasons why a transaction was canceled: one for each of its actions, with the stored item if the request asked for it.
    /// </summary>
    public List<(string Code, ItemImage Item)> CancellationReasons { get; } = [];

    private bool TryReadBatch(scoped ref JsonCursor json, JsonText name)
    {
        if (name.Is("Responses"u8))
        {
            ReadResponses(ref json);
        }
        else if (name.Is("UnprocessedKeys"u8))
        {
            ReadUnprocessedKeys(ref json);
        }
        else if (name.Is("UnprocessedItems"u8))
        {
            ReadUnprocessedWrites(ref json);
        }
        else if (name.Is("CancellationReasons"u8))
        {
            ReadReasons(ref json);
        }
        else
        {
            return false;
        }

        return true;
    }

    // Of a batch: {"orders":[{…},{…}]}. Of a transaction: [{"Item":{…}},{}].
    private void ReadResponses(scoped ref JsonCursor json)
    {
        if (json.Peek() == (byte)'[')
        {
            Check(json.TryEnterList(), json);
            while (json.TryNextElement())
            {
                Items.Add(ReadMember(ref json, "Item"u8));
            }

            Check(json.Expected is null, json);
            return;
        }

        if (TryEnter(ref json))
        {
            while (json.TryNextMember(out _))
            {
                ReadItems(ref json, Items);
            }

            Check(json.Expected is null, json);
        }
    }

    // {"orders":{"Keys":[{…}],"ConsistentRead":true}}
    private void ReadUnprocessedKeys(scoped ref JsonCursor json)
    {
        if (!TryEnter(ref json))
        {
            return;
        }

        while (json.TryNextMember(out _))
        {
            Check(json.TryEnterObject(), json);
            while (json.TryNextMember(out var name))
            {
                if (name.Is("Keys"u8))
                {
                    ReadItems(ref json, UnprocessedKeys);
                }
                else
                {
                    Check(json.TrySkipValue(), json);
                }
            }
        }

        Check(json.Expected is null, json);
    }

    // {"orders":[{"PutRequest":{"Item":{…}}},{"DeleteRequest":{"Key":{…}}}]}
    private void ReadUnprocessedWrites(scoped ref JsonCursor json)
    {
        if (!TryEnter(ref json))
        {
            return;
        }

        while (json.TryNextMember(out _))
        {
            Check(json.TryEnterList(), json);
            while (json.TryNextElement())
            {
                Check(json.TryEnterObject(), json);
                while (json.TryNextMember(out var name))
                {
                    var isDelete = name.Is("DeleteRequest"u8);
                    if (json.Peek() == (byte)'n')
                    {
                        Check(json.TrySkipNull(), json);
                        continue;
                    }

                    UnprocessedWrites.Add((isDelete ? ReadMember(ref json, "Key"u8) : ReadMember(ref json, "Item"u8), isDelete));
                }
            }
        }

        Check(json.Expected is null, json);
    }

    // [{"Code":"None"},{"Code":"ConditionalCheckFailed","Message":"…","Item":{…}}]
    private void ReadReasons(scoped ref JsonCursor json)
    {
        Check(json.TryEnterList(), json);
        while (json.TryNextElement())
        {
            var (code, item) = ("None", default(ItemImage));
            Check(json.TryEnterObject(), json);
            while (json.TryNextMember(out var name))
            {
                if (name.Is("Code"u8) && json.Peek() == (byte)'"')
                {
                    Check(json.TryReadString(out var text), json);
                    code = text.ToString();
                }
                else if (name.Is("Item"u8))
                {
                    item = ReadItem(ref json);
                }
                else
                {
                    Check(json.TrySkipValue(), json);
                }
            }

            CancellationReasons.Add((code, item));
        }

        Check(json.Expected is null, json);
    }

    // An object's only member that matters; absent without it.
    private ItemImage ReadMember(scoped ref JsonCursor json, ReadOnlySpan<byte> member)
    {
        var item = default(ItemImage);
        Check(json.TryEnterObject(), json);
        while (json.TryNextMember(out var name))
        {
            if (name.Is(member))
            {
                item = ReadItem(ref json);
            }
            else
            {
                Check(json.TrySkipValue(), json);
            }
        }

        return item;
    }

    private static bool TryEnter(scoped ref JsonCursor json)
    {
        if (json.Peek() == (byte)'n')
        {
            Check(json.TrySkipNull(), json);
            return false;
        }

        Check(json.TryEnterObject(), json);
        return true;
    }
}
