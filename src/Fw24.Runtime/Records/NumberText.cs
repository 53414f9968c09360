using System.Globalization;
using System.Numerics;

namespace Fw24.Records;

/// <summary>Numbers of .NET as DynamoDB's texts, without losing a digit.</summary>
internal static class NumberText
{
    /// <summary>The longest number within DynamoDB's range, written plainly: a sign and 126 digits. A double takes 24, a decimal 31.</summary>
    public const int MaxLength = 128;

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a number.</summary>
    /// <returns>Whether the text is a number, and one that the type holds with all its digits; a binary float may round.</returns>
    public static bool TryParse<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, INumberBase<T>
    {
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
        if (TryParseShort(text, out var exact))
        {
            value = (T)(object)exact;
            return true;
        }

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

    /// <summary>Reads a decimal of a few digits, as nearly all are, without the detours that cultures and styles take.</summary>
    private static bool TryParseShort(ReadOnlySpan<byte> text, out decimal value)
    {
        // So many digits fit a long.
        const int MaxLength = 18;
        value = default;
        var start = text.Length > 0 && text[0] == (byte)'-' ? 1 : 0;
        if (text.Length - start is < 1 or > MaxLength || text[^1] == (byte)'.' || text[start] == (byte)'.')
        {
            return false;
        }

        var digits = 0L;
        var point = text.Length;
        for (var i = start; i < text.Length; i++)
        {
            var digit = text[i] - (uint)'0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == (byte)'.' && point == text.Length)
            {
                point = i + 1;
            }
            else
            {
                return false;
            }
        }

        value = new decimal((int)digits, (int)(digits >> 32), 0, isNegative: start == 1, (byte)(text.Length - point));
        return true;
    }
}
