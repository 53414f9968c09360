using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fw24.Json.Text;

/// <summary>
/// Text shown in lines. Some readers end a line at more than a line feed (U+0085, U+2028, U+2029), terminals obey control characters
/// (U+0080 to U+009F and DEL as well as those below U+0020), and bidirectional marks change the order in which a line is displayed.
/// </summary>
internal static class LineText
{
    // The first UTF-8 bytes of all characters to escape, and of some others; JSON already escapes those below U+0020.
    private static readonly SearchValues<byte> s_firstBytes = SearchValues.Create(0x7F, 0xC2, 0xD8, 0xE2);

    /// <summary>Indicates whether a character must be escaped within a line.</summary>
    public static bool Breaks(Rune character) => Rune.IsControl(character) || character.Value is 0x2028 or 0x2029 || IsMarkOfDirection(character.Value);

    /// <summary>Returns a copy of JSON in which such characters are escaped; it parses to the same values.</summary>
    /// <param name="json">UTF-8 JSON lines, or the content between the quotes of a string.</param>
    public static byte[] Escape(ReadOnlySpan<byte> json)
    {
        var next = IndexOfBreak(json);
        if (next < 0)
        {
            return json.ToArray();
        }

        var escaped = new ArrayBufferWriter<byte>(json.Length + 64);
        Span<byte> sequence = stackalloc byte[6];
        for (; next >= 0; next = IndexOfBreak(json))
        {
            escaped.Write(json[..next]);
            Rune.DecodeFromUtf8(json[next..], out var character, out var length);
            "\\u"u8.CopyTo(sequence);
            _ = character.Value.TryFormat(sequence[2..], out _, "x4", CultureInfo.InvariantCulture);
            escaped.Write(sequence);
            json = json[(next + length)..];
        }

        escaped.Write(json);
        return escaped.WrittenSpan.ToArray();
    }

    /// <summary>Returns the index of the first such character, or -1. ASCII text takes a single search.</summary>
    public static int IndexOfBreak(ReadOnlySpan<byte> json)
    {
        for (var at = 0; json[at..].IndexOfAny(s_firstBytes) is >= 0 and var found; at++)
        {
            at += found;
            if (Rune.DecodeFromUtf8(json[at..], out var character, out _) is OperationStatus.Done && Breaks(character))
            {
                return at;
            }
        }

        return -1;
    }

    // LRM, RLM and ALM, embeddings, overrides and isolates: the characters with Unicode's Bidi_Control property.
    private static bool IsMarkOfDirection(int character)
        => character is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
