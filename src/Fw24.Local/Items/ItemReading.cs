using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Model;

namespace Fw24.Local.Items;

/// <summary>Reads items as DynamoDB does: refuses what it refuses, and finds the key, the size and the time to live.</summary>
/// <param name="partitionKey">The table's partition key.</param>
/// <param name="sortKey">The table's sort key, if it has one.</param>
/// <param name="timeToLive">The attribute of the time to live, if the table has one.</param>
internal sealed class ItemReading(KeyAttribute partitionKey, KeyAttribute? sortKey, string? timeToLive)
{
    /// <summary>The largest item: 400 KB (DynamoDB, "Item size").</summary>
    public const int MaxItemSize = 400 * 1024;

    /// <summary>The largest partition key value, in bytes (DynamoDB, "Partition keys and sort keys").</summary>
    public const int MaxPartitionKeySize = 2048;

    /// <summary>The largest sort key value, in bytes.</summary>
    public const int MaxSortKeySize = 1024;

    // Values nest at most 32 levels deep (DynamoDB, "Attributes"), each level two of JSON's, inside the item's own.
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 1 + (2 * 34) };

    private readonly byte[] _partitionName = Encoding.UTF8.GetBytes(partitionKey.Name);
    private readonly byte[]? _sortName = sortKey is null ? null : Encoding.UTF8.GetBytes(sortKey.Name);
    private readonly byte[]? _timeToLiveName = timeToLive is null ? null : Encoding.UTF8.GetBytes(timeToLive);

    /// <summary>Reads an item that is to be put.</summary>
    /// <param name="item">The item.</param>
    /// <returns>What the table must know of it.</returns>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException">DynamoDB would refuse it.</exception>
    public ItemFacts ReadItem(ReadOnlyMemory<byte> item)
    {
        var facts = Read(item, isKey: false);
        return facts.Size <= MaxItemSize ? facts : throw AwsErrors.Validation("Item size has exceeded the maximum allowed size");
    }

    /// <summary>Reads a key.</summary>
    /// <param name="key">A map of the key's attributes and no others.</param>
    /// <returns>The key's values.</returns>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException">DynamoDB would refuse it.</exception>
    public ItemKey ReadKey(ReadOnlyMemory<byte> key) => Read(key, isKey: true).Key;

    /// <summary>Reads a key attribute's value, such as <c>{"S":"ord-1"}</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="key">The key attribute.</param>
    /// <returns>Its bytes in DynamoDB's order.</returns>
    public static byte[] ReadKeyValue(ReadOnlySpan<byte> value, KeyAttribute key)
    {
        try
        {
            var json = new Utf8JsonReader(value, s_options);
            json.Read();
            return ReadKeyValue(ref json, key);
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

        byte[]? partition = null, sort = null;
        Range partitionJson = default, sortJson = default;
        var (size, count) = (0, 0);
        long? expiresAt = null;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            count++;
            size += Measure(ref json);
            var isPartition = json.ValueTextEquals(_partitionName);
            var isSort = !isPartition && _sortName is not null && json.ValueTextEquals(_sortName);
            var isTimeToLive = _timeToLiveName is not null && json.ValueTextEquals(_timeToLiveName);
            json.Read();
            var start = (int)json.TokenStartIndex;
            var value = json;
            size += AttributeSize.Read(ref json, depth: 0);
            if (isPartition)
            {
                (partition, partitionJson) = (ReadKeyValue(ref value, partitionKey), start..(int)json.BytesConsumed);
            }
            else if (isSort)
            {
                (sort, sortJson) = (ReadKeyValue(ref value, sortKey!), start..(int)json.BytesConsumed);
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

        var key = CheckKey(partition, sort);
        if (isKey && count != (sortKey is null ? 1 : 2))
        {
            throw AwsErrors.Validation("The provided key element does not match the schema");
        }

        return new ItemFacts(key, isKey ? item : KeyJson(item, partitionJson, sortJson), size, expiresAt);
    }

    private ItemKey CheckKey(byte[]? partition, byte[]? sort)
    {
        if (partition is null)
        {
            throw MissingKey(partitionKey);
        }

        if (sortKey is not null && sort is null)
        {
            throw MissingKey(sortKey);
        }

        if (partition.Length > MaxPartitionKeySize)
        {
            throw AwsErrors.Validation($"One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of {MaxPartitionKeySize} bytes");
        }

        if (sort is { Length: > MaxSortKeySize })
        {
            throw AwsErrors.Validation($"One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of {MaxSortKeySize} bytes");
        }

        return new ItemKey(partition, sort ?? []);
    }

    private ReadOnlyMemory<byte> KeyJson(ReadOnlyMemory<byte> item, Range partition, Range sort)
    {
        var buffer = new ArrayBufferWriter<byte>(partitionKey.Name.Length + partition.GetOffsetAndLength(item.Length).Length + 64);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WritePropertyName(_partitionName);
        json.WriteRawValue(item.Span[partition], skipInputValidation: true);
        if (_sortName is not null)
        {
            json.WritePropertyName(_sortName);
            json.WriteRawValue(item.Span[sort], skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static byte[] ReadKeyValue(ref Utf8JsonReader json, KeyAttribute key)
    {
        json.Read();
        var found = json.GetString();
        var expected = key.Type switch { KeyType.String => "S", KeyType.Number => "N", _ => "B" };
        if (found != expected)
        {
            throw AwsErrors.Validation($"One or more parameter values were invalid: Type mismatch for key {key.Name} expected: {expected} actual: {found}");
        }

        json.Read();
        if (key.Type is KeyType.Number)
        {
            return NumberText.TryOrder(Encoding.UTF8.GetBytes(json.GetString()!), out var ordered, out var error)
                ? ordered
                : throw AwsErrors.Validation(error!);
        }

        var value = key.Type is KeyType.String ? Encoding.UTF8.GetBytes(json.GetString()!) : json.GetBytesFromBase64();
        return value.Length > 0
            ? value
            : throw AwsErrors.Validation($"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty {(key.Type is KeyType.String ? "string" : "binary")} value. Key: {key.Name}");
    }

    // The time to live counts only where it is a whole number of seconds; anything else is no time (DynamoDB, "Time to Live").
    private static long? ReadSeconds(ref Utf8JsonReader json)
    {
        json.Read();
        if (!json.ValueTextEquals("N"u8))
        {
            return null;
        }

        json.Read();
        return long.TryParse(json.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }

    private static int Measure(ref Utf8JsonReader json)
        => json.ValueIsEscaped ? Encoding.UTF8.GetByteCount(json.GetString()!) : json.ValueSpan.Length;

    private static Amazon.DynamoDBv2.AmazonDynamoDBException MissingKey(KeyAttribute key)
        => AwsErrors.Validation($"One or more parameter values were invalid: Missing the key {key.Name} in the item");

    private static Amazon.DynamoDBv2.AmazonDynamoDBException NotDynamoDbJson(JsonException exception)
        => AwsErrors.Validation($"The item is not DynamoDB JSON (line {exception.LineNumber}, byte {exception.BytePositionInLine}).");
}
