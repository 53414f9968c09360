using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fw24.Operations.Journals;

/// <summary>Writes the lines of a journal, and reads them.</summary>
internal static class JournalLine
{
    /// <summary>The beginning of the first line.</summary>
    public const string HeaderStart = "{\"schema\":\"fw24.replay-journal/1\"";

    /// <summary>The first line.</summary>
    public const string Header = HeaderStart + "}\n";

    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The encoding: UTF-8 without a mark.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a line, with the end of the line.</summary>
    public static string Of(JournalEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_compact))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, entry.MessageId);
            if (entry.Queue is not null)
            {
                json.WriteString("queue"u8, entry.Queue);
            }

            json.WriteString("result"u8, TextOf(entry.Result));
            if (entry.Reason is not null)
            {
                json.WriteString("reason"u8, entry.Reason);
            }

            json.WriteString("at"u8, entry.At.UtcDateTime);
            json.WriteBoolean("deleted"u8, entry.IsDeleted);
            json.WriteEndObject();
        }

        return Encoding.GetString(buffer.ToArray()) + '\n';
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not a line of a journal.</exception>
    public static JournalEntry Read(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        try
        {
            var entry = json.RootElement;
            return new JournalEntry(
                entry.GetProperty("id").GetString()!,
                entry.TryGetProperty("queue", out var queue) ? queue.GetString() : null,
                ResultOf(entry.GetProperty("result").GetString()),
                entry.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
                new DateTimeOffset(entry.GetProperty("at").GetDateTime(), TimeSpan.Zero),
                entry.GetProperty("deleted").GetBoolean());
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("The line has no id, result, at and deleted.", exception);
        }
    }

    /// <summary>Returns a result as outputs show it: <c>handled</c>.</summary>
    public static string TextOf(FailureResult result) => result switch
    {
        FailureResult.Pending => "pending",
        FailureResult.Handled => "handled",
        FailureResult.Skipped => "skipped",
        FailureResult.Parked => "parked",
        FailureResult.Dropped => "dropped",
        FailureResult.Failed => "failed",
        FailureResult.Refused => "refused",
        _ => "unknown",
    };

    private static FailureResult ResultOf(string? text)
    {
        foreach (var result in Enum.GetValues<FailureResult>())
        {
            if (TextOf(result) == text)
            {
                return result;
            }
        }

        throw new FormatException($"'{text}' is not the result of a replay.");
    }
}
