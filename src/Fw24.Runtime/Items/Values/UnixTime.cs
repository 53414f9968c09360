using System.Buffers.Text;
using System.Globalization;

namespace Fw24.Items.Values;

/// <summary>Parses seconds since 1970-01-01 UTC in any notation: <c>1479499740</c>, <c>1.47949974E9</c>, <c>1479499740.25</c>.</summary>
internal static class UnixTime
{
    // The last second of the year 9999.
    private const long Max = 253_402_300_799;

    // The lowest values taken as milliseconds, microseconds and nanoseconds: those of 2001-09-09. As seconds they would be after the year 30,000.
    private const decimal LeastMilliseconds = 1e12m;
    private const decimal LeastMicroseconds = 1e15m;
    private const decimal LeastNanoseconds = 1e18m;

    /// <summary>
    /// Parses the time of a change in any unit: streams use seconds, emulators and libraries that re-serialize events also milliseconds
    /// or nanoseconds,
    /// Kinesis microseconds.
    /// </summary>
    public static bool TryParseAnyUnit(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        if (TryParse(text, out time))
        {
            return true;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) || value < LeastMilliseconds)
        {
            return false;
        }

        var seconds = value / (value < LeastMicroseconds ? 1_000 : value < LeastNanoseconds ? 1_000_000 : 1_000_000_000);
        if (seconds > Max)
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>Parses seconds.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        if (Utf8Parser.TryParse(text, out long seconds, out var length) && length == text.Length && seconds is >= 0 and <= Max)
        {
            time = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return true;
        }

        time = default;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var exact) || exact is < 0 or > Max)
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks((long)(exact * TimeSpan.TicksPerSecond));
        return true;
    }
}
