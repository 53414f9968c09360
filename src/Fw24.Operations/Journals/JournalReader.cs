using System.Text.Json;

namespace Fw24.Operations.Journals;

/// <summary>Reads a journal, whose last line may be incomplete.</summary>
internal static class JournalReader
{
    /// <summary>Reads a journal.</summary>
    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="name">The journal's name for errors.</param>
    /// <param name="entries">Receives the latest result of each message.</param>
    /// <returns>The length of what is complete: 0 for a new journal.</returns>
    /// <exception cref="InvalidDataException">It is not a journal of this version.</exception>
    public static long Read(Stream stream, string name, OrderedDictionary<string, JournalEntry> entries)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        ReadOnlyMemory<byte> file = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        var start = EndOfLine(file.Span);
        DemandHeader(file[..(start == 0 ? file.Length : start)], name);
        while (EndOfLine(file[start..].Span) is > 0 and var length)
        {
            var line = file.Slice(start, length);
            try
            {
                var entry = JournalLine.Read(line);
                entries[entry.MessageId] = entry;
            }
            catch (Exception exception) when (exception is JsonException or FormatException)
            {
                // A file system may extend a file before it writes its end.
                if (start + length == file.Length)
                {
                    break;
                }

                throw new InvalidDataException(
                    $"The journal {name} is damaged at byte {start}, in the middle: {exception.Message} "
                    + "Restore it, or name another journal.",
                    exception);
            }

            start += length;
        }

        return start;
    }

    private static int EndOfLine(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') + 1;

    // An incomplete first line is the beginning of one; anything else belongs to somebody else.
    private static void DemandHeader(ReadOnlyMemory<byte> line, string name)
    {
        var header = JournalLine.Encoding.GetBytes(JournalLine.Header);
        if (!(line.Span.EndsWith("\n"u8) ? IsHeader(line) : header.AsSpan().StartsWith(line.Span)))
        {
            throw new InvalidDataException($"The file {name} is not a journal of this version (fw24.replay-journal/1). Name another file.");
        }
    }

    // Later versions may add members.
    private static bool IsHeader(ReadOnlyMemory<byte> line) => line.Span.StartsWith(JournalLine.Encoding.GetBytes(JournalLine.HeaderStart));
}
