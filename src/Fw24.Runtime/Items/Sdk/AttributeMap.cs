using Amazon.DynamoDBv2.Model;
using Fw24.Items.Sdk;
using Fw24.Json;

namespace Fw24.Items;

/// <summary>Converts items between the AWS SDK (<see cref="AttributeValue"/>) and DynamoDB JSON in UTF-8, without loss in either direction.</summary>
[CLSCompliant(false)]
public static class AttributeMap
{
    /// <summary>Converts an item to the SDK's map.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The map; empty if the item is absent.</returns>
    /// <exception cref="ItemFormatException">The item is not valid.</exception>
    public static Dictionary<string, AttributeValue> FromItem(ItemImage item) => item.IsAbsent ? [] : AttributeMapReader.ReadItem(item.Json.Span);

    /// <summary>Converts a typed value to the SDK's value.</summary>
    /// <param name="value">The value, such as <c>{"S":"ord-1"}</c>.</param>
    /// <returns>The SDK's value.</returns>
    /// <exception cref="ItemFormatException">The value is not valid.</exception>
    public static AttributeValue FromValue(ReadOnlySpan<byte> value) => AttributeMapReader.ReadValue(value);

    /// <summary>Converts the SDK's map to an item.</summary>
    /// <param name="attributes">The map.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ArgumentException">A value has no type, or the map is nested too deeply.</exception>
    public static ItemImage ToItem(IReadOnlyDictionary<string, AttributeValue> attributes) => ItemWriter.ToItem(attributes, static (writer, map) =>
    {
        foreach (var (name, value) in map)
        {
            writer.WriteName(name);
            Write(writer, value);
        }
    });

    /// <summary>Converts the SDK's value to a typed value.</summary>
    /// <param name="value">The SDK's value.</param>
    /// <returns>The typed value, such as <c>{"S":"ord-1"}</c>.</returns>
    /// <exception cref="ArgumentException">The value has no type, or is nested too deeply.</exception>
    public static ReadOnlyMemory<byte> ToValue(AttributeValue value) => ItemWriter.ToValue(value, Write);

    private static void Write(ItemWriter writer, AttributeValue value)
    {
        // SDK v4: null and empty collections differ; `Is…Set` distinguishes them.
        if (value.S is not null)
        {
            writer.WriteText(AttributeType.String, value.S);
        }
        else if (value.N is not null)
        {
            writer.WriteText(AttributeType.Number, value.N);
        }
        else if (value.B is not null)
        {
            writer.WriteBytes(Bytes(value.B));
        }
        else if (value.BOOL is { } boolean)
        {
            writer.WriteBoolean(boolean);
        }
        else if (value.NULL is not null)
        {
            writer.WriteNull();
        }
        else if (value.IsMSet)
        {
            writer.WriteDictionary(value.M, Write);
        }
        else if (value.IsLSet)
        {
            writer.WriteList(value.L, Write);
        }
        else
        {
            WriteSet(writer, value);
        }
    }

    private static void WriteSet(ItemWriter writer, AttributeValue value)
    {
        if (value.SS is { Count: > 0 })
        {
            writer.WriteTexts(AttributeType.String, value.SS);
        }
        else if (value.NS is { Count: > 0 })
        {
            writer.WriteTexts(AttributeType.Number, value.NS);
        }
        else if (value.BS is { Count: > 0 })
        {
            writer.WriteTexts(AttributeType.Binary, value.BS.Select(static bytes => Convert.ToBase64String(Bytes(bytes))));
        }
        else
        {
            throw writer.Refuse("it has no DynamoDB type");
        }
    }

    /// <summary>Returns the whole content of a stream, regardless of its position.</summary>
    private static ReadOnlySpan<byte> Bytes(MemoryStream stream)
        => stream.TryGetBuffer(out var buffer) ? buffer.AsSpan() : stream.ToArray();
}
