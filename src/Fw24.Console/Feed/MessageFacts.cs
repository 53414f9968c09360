using System.Text.Json;

namespace Fw24.Console.Feed;

/// <summary>The change that a message is about, and who parked it if it was: enough to find its trace.</summary>
/// <param name="EventId">The change's event id; empty if the message does not tell.</param>
/// <param name="ParkedBy">The function that parked it; <see langword="null"/> for a change message.</param>
internal readonly record struct MessageFacts(string EventId, string? ParkedBy)
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 128 };

    /// <summary>Reads a message up to what it needs, which is at the beginning of both formats.</summary>
    public static MessageFacts Of(ReadOnlySpan<byte> body)
    {
        var isParked = body.StartsWith("{\"schema\":\"fw24.parked/"u8);
        var (eventId, function) = ("", (string?)null);
        try
        {
            var reader = new Utf8JsonReader(body, s_options);
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(isParked ? "eventId"u8 : "id"u8))
                {
                    eventId = Text(ref reader) ?? "";
                    if (!isParked)
                    {
                        break;
                    }
                }
                else if (isParked && reader.ValueTextEquals("function"u8))
                {
                    function = Text(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Anyone may send anything to a queue.
        }

        return new MessageFacts(eventId, isParked ? function ?? "" : null);
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
    }
}
