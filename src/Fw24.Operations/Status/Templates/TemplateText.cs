using System.Text.Json;
using Fw24.Operations.Texts;

namespace Fw24.Operations.Status.Templates;

/// <summary>Shows a value of a template in a line.</summary>
internal static class TemplateText
{
    private const int MaxLength = 81;

    /// <summary>Returns a value, shortened if it is long.</summary>
    public static string Of(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value);
        return ItemText.Shorten(text, MaxLength);
    }
}
