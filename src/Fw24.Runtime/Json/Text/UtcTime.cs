using System.Buffers;
using System.Buffers.Text;
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
        const int Seconds = 19;
        var utc = time.UtcDateTime;
        "0000-00-00T00:00:00"u8.CopyTo(text);
        utc.Deconstruct(out var year, out int month, out var day);
        WriteDigits(text, year / 100);
        WriteDigits(text[2..], year % 100);
        WriteDigits(text[5..], month);
        WriteDigits(text[8..], day);
        var second = (int)(utc.Ticks % TimeSpan.TicksPerDay / TimeSpan.TicksPerSecond);
        WriteDigits(text[11..], second / 3600);
        WriteDigits(text[14..], second / 60 % 60);
        WriteDigits(text[17..], second % 60);
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

    private static void WriteDigits(Span<byte> text, int number)
        => (text[0], text[1]) = ((byte)('0' + (number / 10)), (byte)('0' + (number % 10)));
}
