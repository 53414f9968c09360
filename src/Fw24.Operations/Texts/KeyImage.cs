using System.Buffers;
using System.Text.Json;
using Fw24.Model;

namespace Fw24.Operations.Texts;

/// <summary>Builds an item's key from what a person wrote.</summary>
internal static class KeyImage
{
    /// <summary>Builds a key.</summary>
    /// <param name="keys">The attributes of the key.</param>
    /// <param name="texts">Their values, as many: binary ones in Base64.</param>
    /// <returns>The key as DynamoDB JSON.</returns>
    public static ItemImage Of(IReadOnlyList<KeyAttribute> keys, IReadOnlyList<string> texts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (key, text) in keys.Zip(texts))
        {
            json.WriteStartObject(key.Name);
            json.WriteString(TypeOf(key), text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>Returns the name of a key's type in DynamoDB JSON.</summary>
    public static string TypeOf(KeyAttribute key) => key.Type switch
    {
        KeyType.Number => "N",
        KeyType.Binary => "B",
        _ => "S",
    };
}
