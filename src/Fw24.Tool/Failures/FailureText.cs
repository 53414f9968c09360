using System.Text.Json;
using Fw24.Operations.Texts;
using Spectre.Console;

namespace Fw24.Tool.Failures;

/// <summary>Formats what messages contain for a screen: whoever may send to a queue has written it.</summary>
internal static class FailureText
{
    /// <summary>Returns a text on one line, without control characters and markup; a dash for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The maximum number of characters.</param>
    public static string Of(string? text, int maxLength = 200) => text is null ? "—" : Plain(text, maxLength).EscapeMarkup();

    /// <summary>Returns a text on one line, without control characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The maximum number of characters.</param>
    public static string Plain(string text, int maxLength)
        => ItemText.Of(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["S"] = text }), maxLength);

    /// <summary>Returns a time in UTC; a dash for none.</summary>
    public static string Of(DateTimeOffset? time) => time is { } known ? ItemText.OfTime(known) : "—";
}
