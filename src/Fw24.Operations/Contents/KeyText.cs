using System.Text.Json;

namespace Fw24.Operations.Contents;

/// <summary>Writes an item's key as people read it: <c>OrderId=ord-1,Part=order</c>.</summary>
internal static class KeyText
{
    /// <summary>Writes a key.</summary>
    /// <param name="keys">The key's attributes.</param>
    /// <param name="isReversed">Indicates whether the last attribute comes first: a stream has them in any order.</param>
    /// <returns>The text; <see langword="null"/> if there is no key.</returns>
    public static string? Of(ItemImage keys, bool isReversed)
    {
        if (keys.IsAbsent)
        {
            return null;
        }

        using var json = JsonDocument.Parse(keys.Json);
        var parts = json.RootElement.EnumerateObject().Select(static key => $"{key.Name}={ValueOf(key.Value)}");
        return string.Join(',', isReversed ? parts.Reverse() : parts);
    }

    // {"S":"ord-1"}: a text, a number or Base64.
    private static string? ValueOf(JsonElement value)
        => value.ValueKind is JsonValueKind.Object
            && value.EnumerateObject().FirstOrDefault().Value is { ValueKind: JsonValueKind.String } text
            ? text.GetString()
            : null;
}
