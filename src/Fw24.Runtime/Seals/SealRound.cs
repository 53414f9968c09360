using System.Buffers;
using System.Text.Json;

namespace Fw24.Seals;

/// <summary>
/// What a round appends to a log. It is stored before anything else is: whoever continues the log of that size, after a crash or at the
/// same
/// time, does the same.
/// </summary>
/// <param name="Pending">The names of the objects that the round seals.</param>
/// <param name="Entries">The entries, the last of which is the mark.</param>
internal sealed record SealRound(IReadOnlyList<string> Pending, IReadOnlyList<ReadOnlyMemory<byte>> Entries)
{
    private const string Form = "fw24.seal.round/1";

    /// <summary>Writes the round: the names as a line of JSON, and the entries as further lines.</summary>
    public ReadOnlyMemory<byte> ToLines()
    {
        var buffer = new ArrayBufferWriter<byte>(Entries.Sum(static entry => entry.Length + 1) + 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, Form);
            json.WriteStartArray("pending"u8);
            foreach (var name in Pending)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        foreach (var entry in Entries)
        {
            buffer.Write("\n"u8);
            buffer.Write(entry.Span);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads a round.</summary>
    /// <param name="name">The object's name, for messages.</param>
    /// <param name="lines">Its content.</param>
    /// <exception cref="SealException">The content is not a round.</exception>
    public static SealRound Parse(string name, ReadOnlyMemory<byte> lines)
    {
        var entries = LinesOf(lines).ToList();
        try
        {
            using var header = JsonDocument.Parse(entries.Count > 0 ? entries[0] : default);
            if (header.RootElement.GetProperty("schema").GetString() == Form && entries.Count > 1)
            {
                var pending = header.RootElement.GetProperty("pending").EnumerateArray();
                return new SealRound([.. pending.Select(static name => name.GetString()!)], entries[1..]);
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
        }

        throw new SealException($"{name} is not a round of this version.");
    }

    /// <summary>Returns the lines of a text that are not empty.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> LinesOf(ReadOnlyMemory<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            if (!line.IsEmpty)
            {
                yield return line;
            }

            text = end < 0 ? default : text[(end + 1)..];
        }
    }
}
