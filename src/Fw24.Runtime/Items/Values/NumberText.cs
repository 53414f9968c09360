using System.Globalization;
using System.Numerics;

namespace Fw24.Items.Values;

/// <summary>Converts .NET numbers to and from DynamoDB's texts without losing a digit.</summary>
internal static class NumberText
{
    /// <summary>
    /// The length of the longest number within DynamoDB's range in plain form: a sign and 126 digits. A double takes 24, a decimal 31.
    /// </summary>
    public const int MaxLength = 128;

    private static ReadOnlySpan<double> PowersOfTen
        => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17];

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Parses a number.</summary>
    /// <returns><see langword="true"/> if the text is a number that fits the type with all its digits; binary floats may round.</returns>
    public static bool TryParse<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, INumberBase<T>
    {
        if (TryParseShort(text, out var digits, out var scale) && TryConvert(digits, scale, out value))
        {
            return true;
        }

        if (typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half))
        {
            // .NET parses texts for NaN and infinity, which DynamoDB does not have.
            value = default;
            return DynamoNumber.IsValid(text) && T.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);
        }

        return typeof(T) == typeof(decimal) ? TryParseDecimal(text, out value) : TryParseInteger(text, out value);
    }

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="written">The number of bytes written.</param>
    /// <returns><see langword="true"/> if DynamoDB can store it.</returns>
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
        // Nearly every integer: short enough not to exceed DynamoDB's maximum number of digits.
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

        // Short enough that a decimal has a digit for each: no rounding.
        if (text.Length <= ExactLength && !text.ContainsAny((byte)'e', (byte)'E'))
        {
            return true;
        }

        Span<byte> back = stackalloc byte[MaxLength];
        return value.TryFormat(back, out var length, default, CultureInfo.InvariantCulture) && DynamoNumber.AreSameNumber(back[..length], text);
    }

    /// <summary>Parses a short number, as nearly all are, avoiding the overhead of cultures and styles.</summary>
    /// <param name="text">The number.</param>
    /// <param name="digits">Its digits. A negative zero is not accepted.</param>
    /// <param name="scale">The number of digits after the point.</param>
    private static bool TryParseShort(ReadOnlySpan<byte> text, out long digits, out int scale)
    {
        // The number of digits that fit a long.
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
            // Both are exact as doubles, so their quotient is rounded once.
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
