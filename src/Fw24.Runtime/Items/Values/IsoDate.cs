using System.Buffers.Text;
using System.Text.Json;

namespace Fw24.Items.Values;

/// <summary>Parses ISO 8601 dates in UTF-8 without allocating strings, using .NET's JSON reader.</summary>
internal static class IsoDate
{
    /// <summary>Parses a date with its offset. A date without an offset is taken as UTC, not as the local time of the machine.</summary>
    /// <param name="token">The JSON string, with its quotes.</param>
    /// <param name="value">The date.</param>
    public static bool TryParse(ReadOnlySpan<byte> token, out DateTimeOffset value)
    {
        if (TryParseRoundTrip(token[1..^1], out value))
        {
            return true;
        }

        var json = new Utf8JsonReader(token);
        if (!json.Read() || !json.TryGetDateTime(out var dateTime))
        {
            return false;
        }

        if (dateTime.Kind is not DateTimeKind.Unspecified)
        {
            return json.TryGetDateTimeOffset(out value);
        }

        value = new DateTimeOffset(dateTime, TimeSpan.Zero);
        return true;
    }

    /// <summary>Parses the format that <see cref="ItemWriter"/> writes, in which a text of 33 characters has an offset.</summary>
    private static bool TryParseRoundTrip(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        const int Length = 33;
        value = default;
        return text.Length == Length && Utf8Parser.TryParse(text, out value, out var consumed, 'O') && consumed == Length;
    }

    /// <summary>Parses a date with its kind.</summary>
    /// <param name="token">The JSON string, with its quotes.</param>
    /// <param name="value">The date.</param>
    public static bool TryParse(ReadOnlySpan<byte> token, out DateTime value)
    {
        var json = new Utf8JsonReader(token);
        value = default;
        return json.Read() && json.TryGetDateTime(out value);
    }
}
