using System.Text.Json;

namespace Fw24.Replay;

/// <summary>Reads the JSON of messages that AWS's services write.</summary>
internal static class AwsMessage
{
    // Of two members of one name, readers take different ones.
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    /// <summary>Parses a message in UTF-8.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> message) => JsonDocument.Parse(message, s_options);

    /// <summary>Reads a member that must be a text and not empty.</summary>
    public static string Text(JsonElement element, string name)
        => element.GetProperty(name).GetString() is { Length: > 0 } text ? text : throw new KeyNotFoundException(name);

    /// <summary>Indicates whether reading failed because the message is not of the expected form.</summary>
    public static bool IsMalformed(Exception exception)
        => exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException and not ItemFormatException;
}
