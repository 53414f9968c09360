using System.Buffers.Text;
using System.Globalization;

namespace Fw24.Records;

/// <summary>Seconds since 1970-01-01 UTC, however they are written: <c>1479499740</c>, <c>1.47949974E9</c>, <c>1479499740.25</c>.</summary>
internal static class UnixTime
{
    // The last second of the year 9999.
    private const long Max = 253_402_300_799;

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
