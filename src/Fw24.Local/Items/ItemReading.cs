using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Local.Resources;
using Fw24.Model;

namespace Fw24.Local.Items;

/// <summary>Reads items as DynamoDB does: rejects invalid ones, and finds the keys, the size and the time to live.</summary>
internal sealed class ItemReading
{
    /// <summary>The largest item: 400 KB (DynamoDB, "Item size").</summary>
    public const int MaxItemSize = 400 * 1024;

    /// <summary>The largest partition key value, in bytes (DynamoDB, "Partition keys and sort keys").</summary>
    public const int MaxPartitionKeySize = 2048;

    /// <summary>The largest sort key value, in bytes.</summary>
    public const int MaxSortKeySize = 1024;

    // 31 lists and maps, each of which is two levels of JSON, inside the item's own; the rest is room to detect one too many.
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 1 + (2 * 34) };

    // The table's key comes first, then the attributes that only indexes use; each attribute occurs once.
    private readonly KeyPart[] _parts;
    private readonly int _tableParts;
    private readonly IndexParts[] _indexes;
    private readonly byte[]? _timeToLiveName;

    public ItemReading(TableResource table)
    {
        List<KeyPart> parts = [new(table.PartitionKey)];
        if (table.SortKey is { } sortKey)
        {
            parts.Add(new(sortKey));
        }

        _tableParts = parts.Count;
        _indexes = [.. table.Indexes.Select(index => new IndexParts(
            index.Name,
            [.. index.PartitionKeys.Select(key => Find(key, index.Name))],
            [.. index.SortKeys.Select(key => Find(key, index.Name))]))];
        _parts = [.. parts];
        _timeToLiveName = table.TimeToLive is null ? null : Encoding.UTF8.GetBytes(table.TimeToLive);

        int Find(KeyAttribute key, string index)
        {
            var found = parts.FindIndex(part => part.Key.Name == key.Name);
            if (found < 0)
            {
                found = parts.Count;
                parts.Add(new(key, index));
            }

            return found;
        }
    }

    /// <summary>Reads an item that is about to be put.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The facts that the table needs.</returns>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException">DynamoDB would reject the item.</exception>
    public ItemFacts ReadItem(ReadOnlyMemory<byte> item)
    {
        var facts = Read(item, isKey: false);
        return facts.Size <= MaxItemSize ? facts : throw AwsErrors.Validation("Item size has exceeded the maximum allowed size");
    }

    /// <summary>Reads a key.</summary>
    /// <param name="key">A map of the key's attributes and no others.</param>
    /// <returns>The key's values.</returns>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException">DynamoDB would reject the key.</exception>
    public ItemKey ReadKey(ReadOnlyMemory<byte> key) => Read(key, isKey: true).Key;

    /// <summary>Reads a value, such as <c>{"S":"ord-1"}</c>, that a query compares with a key attribute.</summary>
    /// <param name="value">The value.</param>
    /// <param name="part">The key attribute.</param>
    /// <returns>The value's bytes in DynamoDB's order.</returns>
    public static byte[] ReadCondition(ReadOnlySpan<byte> value, KeyPart part)
    {
        try
        {
            var json = new Utf8JsonReader(value, s_options);
            json.Read();
            var type = json;
            type.Read();
            return type.ValueTextEquals(part.TypeName)
                ? ReadKeyValue(ref json, part)
                : throw AwsErrors.Validation("One or more parameter values were invalid: Condition parameter type does not match schema type");
        }
        catch (JsonException exception)
        {
            throw NotDynamoDbJson(exception);
        }
    }

    private ItemFacts Read(ReadOnlyMemory<byte> item, bool isKey)
    {
        try
        {
            return ReadMembers(item, isKey);
        }
        catch (JsonException exception)
        {
            throw NotDynamoDbJson(exception);
        }
    }

    private ItemFacts ReadMembers(ReadOnlyMemory<byte> item, bool isKey)
    {
        var json = new Utf8JsonReader(item.Span, s_options);
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
        {
            throw AwsErrors.Validation("An item is a map of attribute values.");
        }

        var values = new byte[]?[_parts.Length];
        Range partitionJson = default, sortJson = default;
        var (size, keySize, count) = (0, 0, 0);
        long? expiresAt = null;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            count++;
            var nameSize = AttributeSize.Name(ref json);
            var part = FindPart(ref json);
            var isTimeToLive = _timeToLiveName is not null && json.ValueTextEquals(_timeToLiveName);
            json.Read();
            var start = (int)json.TokenStartIndex;
            var value = json;
            var attributeSize = nameSize + AttributeSize.Read(ref json, depth: 0);
            size += attributeSize;
            if (part >= 0)
            {
                var reading = value;
                values[part] = ReadKeyValue(ref reading, _parts[part]);
            }

            if (part >= 0 && part < _tableParts)
            {
                keySize += attributeSize;
                var range = start..(int)json.BytesConsumed;
                (partitionJson, sortJson) = part == 0 ? (range, sortJson) : (partitionJson, range);
            }

            if (isTimeToLive)
            {
                expiresAt = ReadSeconds(ref value);
            }
        }

        if (json.Read())
        {
            throw AwsErrors.Validation("An item is one map of attribute values.");
        }

        var key = TableKey(values);
        if (isKey && count != _tableParts)
        {
            throw AwsErrors.Validation("The provided key element does not match the schema");
        }

        return isKey
            ? new ItemFacts(key, item, keySize, size, expiresAt, [])
            : new ItemFacts(key, KeyJson(item, partitionJson, sortJson), keySize, size, expiresAt, IndexKeys(values));
    }

    private int FindPart(ref Utf8JsonReader json)
    {
        for (var index = 0; index < _parts.Length; index++)
        {
            if (json.ValueTextEquals(_parts[index].Utf8Name))
            {
                return index;
            }
        }

        return -1;
    }

    private ItemKey TableKey(byte[]?[] values)
    {
        var partition = values[0] ?? throw MissingKey(_parts[0].Key);
        var sort = _tableParts == 1 ? [] : values[1] ?? throw MissingKey(_parts[1].Key);
        if (partition.Length > MaxPartitionKeySize)
        {
            throw AwsErrors.Validation($"One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of {MaxPartitionKeySize} bytes");
        }

        return sort.Length <= MaxSortKeySize
            ? new ItemKey(partition, sort)
            : throw AwsErrors.Validation($"One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of {MaxSortKeySize} bytes");
    }

    // An index contains the items that have all of its key attributes.
    private ItemKey?[] IndexKeys(byte[]?[] values)
    {
        if (_indexes.Length == 0)
        {
            return [];
        }

        var keys = new ItemKey?[_indexes.Length];
        for (var index = 0; index < keys.Length; index++)
        {
            var parts = _indexes[index];
            var partition = Values(parts.Partition, values);
            var sort = Values(parts.Sort, values);
            if (Size(partition) > MaxPartitionKeySize || Size(sort) > MaxSortKeySize)
            {
                throw AwsErrors.Validation(
                    $"One or more parameter values were invalid: Size limit exceeded for a key of the index {parts.Name}: "
                    + $"{MaxPartitionKeySize} bytes for its partition key, {MaxSortKeySize} for its sort key");
            }

            keys[index] = CompositeKey.Of(partition) is { } partitionKey && CompositeKey.Of(sort) is { } sortKey
                ? new ItemKey(partitionKey, sortKey)
                : null;
        }

        return keys;
    }

    private static byte[]?[] Values(int[] parts, byte[]?[] values) => Array.ConvertAll(parts, part => values[part]);

    private static int Size(byte[]?[] values) => values.Sum(static value => value?.Length ?? 0);

    private ReadOnlyMemory<byte> KeyJson(ReadOnlyMemory<byte> item, Range partition, Range sort)
    {
        var buffer = new ArrayBufferWriter<byte>(partition.GetOffsetAndLength(item.Length).Length + 128);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WritePropertyName(_parts[0].Utf8Name);
        json.WriteRawValue(item.Span[partition], skipInputValidation: true);
        if (_tableParts > 1)
        {
            json.WritePropertyName(_parts[1].Utf8Name);
            json.WriteRawValue(item.Span[sort], skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static byte[] ReadKeyValue(ref Utf8JsonReader json, KeyPart part)
    {
        json.Read();
        if (!json.ValueTextEquals(part.TypeName))
        {
            throw part.Mismatch(json.GetString());
        }

        json.Read();
        if (part.Key.Type is KeyType.Number)
        {
            return NumberText.TryOrder(Encoding.UTF8.GetBytes(json.GetString()!), out var ordered, out var error)
                ? ordered
                : throw AwsErrors.Validation(error!);
        }

        var value = part.Key.Type is KeyType.String ? Encoding.UTF8.GetBytes(json.GetString()!) : json.GetBytesFromBase64();
        return value.Length > 0 ? value : throw part.Empty();
    }

    // The time to live counts only as a number, and in whole seconds (DynamoDB, "Time to Live").
    private static long? ReadSeconds(ref Utf8JsonReader json)
    {
        json.Read();
        if (!json.ValueTextEquals("N"u8))
        {
            return null;
        }

        json.Read();
        return NumberText.ReadSeconds(Encoding.UTF8.GetBytes(json.GetString()!));
    }

    private static Amazon.DynamoDBv2.AmazonDynamoDBException MissingKey(KeyAttribute key)
        => AwsErrors.Validation($"One or more parameter values were invalid: Missing the key {key.Name} in the item");

    private static Amazon.DynamoDBv2.AmazonDynamoDBException NotDynamoDbJson(JsonException exception)
        => AwsErrors.Validation($"The item is not DynamoDB JSON (line {exception.LineNumber}, byte {exception.BytePositionInLine}).");

    private readonly record struct IndexParts(string Name, int[] Partition, int[] Sort);
}
