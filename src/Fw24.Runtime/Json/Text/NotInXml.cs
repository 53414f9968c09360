namespace Fw24.Json.Text;

/// <summary>U+FFFE and U+FFFF: the two characters that JSON text may hold as they are and that SNS and SQS do not carry.</summary>
/// <remarks>Both services keep the characters of XML 1.0 and silently replace others by U+FFFD (SQS, SendMessage).</remarks>
internal static class NotInXml
{
    /// <summary>How many bytes each of them has in UTF-8.</summary>
    public const int Length = 3;

    /// <summary>How many bytes the escape sequence has that stands for one in JSON: <c>\ufffe</c>.</summary>
    public const int EscapedLength = 6;

    /// <summary>How many bytes a JSON text has once they are escaped.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <returns>The bytes.</returns>
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

    /// <summary>Finds the first of them.</summary>
    /// <param name="utf8">Text in UTF-8.</param>
    /// <returns>Where it begins; negative when there is none.</returns>
    public static int IndexIn(ReadOnlySpan<byte> utf8)
    {
        // Few texts have a character that begins with this byte, and one byte is found faster than two.
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
