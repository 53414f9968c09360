namespace Fw24.Json.Text;

/// <summary>U+FFFE and U+FFFF: the two characters that JSON text may contain unescaped but SNS and SQS do not carry.</summary>
/// <remarks>Both services accept only the characters of XML 1.0 and silently replace others by U+FFFD (SQS, SendMessage).</remarks>
internal static class NotInXml
{
    /// <summary>The UTF-8 length of each in bytes.</summary>
    public const int Length = 3;

    /// <summary>The length in bytes of their JSON escape sequence, <c>\ufffe</c>.</summary>
    public const int EscapedLength = 6;

    /// <summary>Returns the length of a JSON text in bytes after these characters are escaped.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <returns>The length in bytes.</returns>
    public static int LengthEscaped(ReadOnlySpan<byte> json)
    {
        var length = json.Length;
        while (IndexIn(json) is >= 0 and var at)
        {
            length += EscapedLength - Length;
            json = json[(at + Length)..];
        }

        return length;
    }

    /// <summary>Finds the first of these characters.</summary>
    /// <param name="utf8">Text in UTF-8.</param>
    /// <returns>Its index; negative if not found.</returns>
    public static int IndexIn(ReadOnlySpan<byte> utf8)
    {
        // Few texts contain a character that begins with this byte, and searching for one byte is faster than for two.
        const byte First = 0xEF;
        var start = 0;
        while (utf8[start..].IndexOf(First) is >= 0 and var found)
        {
            start += found;
            if (utf8[start..] is [_, 0xBF, 0xBE or 0xBF, ..])
            {
                return start;
            }

            start++;
        }

        return -1;
    }
}
