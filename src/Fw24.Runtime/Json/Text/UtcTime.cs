using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Fw24.Json.Text;

/// <summary>Times as text: ISO 8601 in UTC, with fractional seconds only if they are not zero.</summary>
internal static class UtcTime
{
    /// <summary>The maximum number of bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 28;

    /// <summary>Writes a time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="text">The destination, of <see cref="MaxLength"/> bytes or more.</param>
    /// <returns>The number of bytes.</returns>
    public static int Format(DateTimeOffset time, Span<byte> text)
    {
        // "s" is 2026-11-22T10:05:00.
        const int Seconds = 19;
        var utc = time.UtcDateTime;
        _ = utc.TryFormat(text, out _, "s", CultureInfo.InvariantCulture);
        var length = Seconds;
        var fraction = (int)(utc.Ticks % TimeSpan.TicksPerSecond);
        if (fraction != 0)
        {
            text[length] = (byte)'.';
            _ = Utf8Formatter.TryFormat(fraction, text[(length + 1)..], out _, new StandardFormat('D', 7));
            length += 8;
        }

        text[length] = (byte)'Z';
        return length + 1;
    }

    /// <summary>Returns the text of a time.</summary>
    public static string ToText(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(time, text)]);
    }
}
