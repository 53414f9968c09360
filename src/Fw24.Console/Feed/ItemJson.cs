using System.Text;
using System.Text.Json;

namespace Fw24.Console.Feed;

/// <summary>Items in DynamoDB JSON, as text for people.</summary>
internal static class ItemJson
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 128 };

    /// <summary>Formats a key: <c>OrderId=ord-1, Part=order</c>.</summary>
    /// <param name="keys">The key as DynamoDB JSON.</param>
    public static string OfKey(ReadOnlyMemory<byte> keys)
    {
        if (keys.IsEmpty)
        {
            return "";
        }

        try
        {
            using var json = JsonDocument.Parse(keys, s_options);
            var attributes = json.RootElement.EnumerateObject();
            return string.Join(", ", attributes.Select(static attribute => $"{attribute.Name}={ValueOf(attribute.Value)}"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Encoding.UTF8.GetString(keys.Span);
        }
    }

    /// <summary>Returns the page of an item's audit trail.</summary>
    public static string TrailLink(string entity, ReadOnlyMemory<byte> keys)
        => $"trail?entity={Uri.EscapeDataString(entity)}&key={Uri.EscapeDataString(Encoding.UTF8.GetString(keys.Span))}";

    /// <summary>Formats JSON with a line for each value.</summary>
    public static string Indented(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_options);
            return JsonSerializer.Serialize(document.RootElement, s_indented);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(json.Span);
        }
    }

    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 128,
    };

    private static string ValueOf(JsonElement typed)
    {
        foreach (var value in typed.EnumerateObject())
        {
            return value.Value.ValueKind is JsonValueKind.String ? value.Value.GetString()! : value.Value.GetRawText();
        }

        return typed.GetRawText();
    }
}
