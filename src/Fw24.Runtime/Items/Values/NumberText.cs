using System.Globalization;
using System.Numerics;

namespace Fw24.Items.Values;

/// <summary>Numbers of .NET as DynamoDB's texts, without losing a digit.</summary>
internal static class NumberText
{
    /// <summary>The longest number within DynamoDB's range, written plainly: a sign and 126 digits. A double takes 24, a decimal 31.</summary>
    public const int MaxLength = 128;

    private static ReadOnlySpan<double> PowersOfTen
        => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17];

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a number.</summary>
    /// <returns>Whether the text is a number, and one that the type holds with all its digits; a binary float may round.</returns>
    public static bool TryParse<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, INumberBase<T>
    {
        if (TryParseShort(text, out var digits, out var scale) && TryConvert(digits, scale, out value))
        {
            return true;
        }

        if (typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half))
        {
            // Not a number, and infinity, have texts that .NET reads and DynamoDB does not know.
            value = default;
            return DynamoNumber.IsValid(text) && T.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);
        }

        return typeof(T) == typeof(decimal) ? TryParseDecimal(text, out value) : TryParseInteger(text, out value);
    }

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="destination">Where to write.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <returns>Whether DynamoDB can hold it.</returns>
    public static bool TryFormat<T>(T value, Span<byte> destination, out int written)
        where T : struct, INumberBase<T>
    {
        written = 0;
        return T.IsFinite(value)
            && value.TryFormat(destination, out written, default, CultureInfo.InvariantCulture)
            && DynamoNumber.IsValid(destination[..written]);
    }

    private static bool TryParseInteger<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, INumberBase<T>
    {
        // Nearly every integer: so short that it has no more digits than DynamoDB holds.
        if (text.Length <= DynamoNumber.MaxDigits && T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        // 1.0 and 1e3 are integers, too.
        value = default;
        Span<byte> plain = stackalloc byte[MaxLength];
        return DynamoNumber.TryParse(text, out var number)
            && number.TryFormatInteger(plain, out var length)
            && T.TryParse(plain[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseDecimal<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, INumberBase<T>
    {
        const int ExactLength = 28;
        if (!T.TryParse(text, Style, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        // So short that a decimal has a digit for each: no rounding.
        if (text.Length <= ExactLength && !text.ContainsAny((byte)'e', (byte)'E'))
        {
            return true;
        }

        Span<byte> back = stackalloc byte[MaxLength];
        return value.TryFormat(back, out var length, default, CultureInfo.InvariantCulture) && DynamoNumber.AreSameNumber(back[..length], text);
    }

    /// <summary>Reads a number of a few digits, as nearly all are, without the detours that cultures and styles take.</summary>
    /// <param name="text">The number.</param>
    /// <param name="digits">Its digits. There is no negative zero.</param>
    /// <param name="scale">How many of them are behind the point.</param>
    private static bool TryParseShort(ReadOnlySpan<byte> text, out long digits, out int scale)
    {
        // So many digits fit a long.
        const int MaxLength = 18;
        digits = 0;
        scale = 0;
        var isNegative = text is [(byte)'-', ..];
        text = isNegative ? text[1..] : text;
        if (text.Length is < 1 or > MaxLength || text[0] == (byte)'.' || text[^1] == (byte)'.')
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] - (uint)'0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == (byte)'.' && scale == 0)
            {
                scale = text.Length - i - 1;
            }
            else
            {
                return false;
            }
        }

        digits = isNegative ? -digits : digits;
        return !isNegative || digits != 0;
    }

    private static bool TryConvert<T>(long digits, int scale, out T value)
        where T : struct, INumberBase<T>
    {
        if (typeof(T) == typeof(decimal))
        {
            var magnitude = Math.Abs(digits);
            value = (T)(object)new decimal((int)magnitude, (int)(magnitude >> 32), 0, digits < 0, (byte)scale);
            return true;
        }

        if (typeof(T) == typeof(double))
        {
            // The double of each is exact, so their quotient is rounded once.
            value = (T)(object)(scale == 0 ? digits : digits / PowersOfTen[scale]);
            return Math.Abs(digits) <= 1L << 53;
        }

        value = default;
        if (scale > 0 || typeof(T) == typeof(float) || typeof(T) == typeof(Half))
        {
            return false;
        }

        value = T.CreateTruncating(digits);
        return long.CreateTruncating(value) == digits && T.IsNegative(value) == (digits < 0);
    }
}
