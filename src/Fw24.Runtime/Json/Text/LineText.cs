using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fw24.Json.Text;

/// <summary>
/// Text that is shown in lines. Some readers take more for the end of a line than a line feed (U+0085, U+2028, U+2029), terminals obey control
/// characters (U+0080 to U+009F and DEL as well as those below U+0020), and marks of direction let a line read otherwise than it is written.
/// </summary>
internal static class LineText
{
    // The first bytes in UTF-8 of all that is escaped, and of some that is not; JSON has escaped what is below U+0020.
    private static readonly SearchValues<byte> s_firstBytes = SearchValues.Create(0x7F, 0xC2, 0xD8, 0xE2);

    /// <summary>Whether a character must not stand in a line as it is.</summary>
    public static bool Breaks(Rune character) => Rune.IsControl(character) || character.Value is 0x2028 or 0x2029 || IsMarkOfDirection(character.Value);

    /// <summary>A copy of JSON in which such characters are escaped: the same values for whoever parses it.</summary>
    /// <param name="json">JSON in UTF-8: lines of it, or what is between the quotes of a string.</param>
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

    /// <summary>Where the first such character is; -1 when there is none. One search, where all is ASCII.</summary>
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

    // LRM, RLM and ALM, embeddings and overrides, isolates: the characters of Unicode's Bidi_Control.
    private static bool IsMarkOfDirection(int character)
        => character is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
