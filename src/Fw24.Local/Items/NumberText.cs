namespace Fw24.Local.Items;

/// <summary>DynamoDB's numbers: at most 38 significant digits, from 1E-130 to 9.99…E+125 in magnitude ("Numbers", Supported data types).</summary>
internal static class NumberText
{
    private const int MaxDigits = 38;

    // DynamoDB, "Item sizes and formats".
    private const int MaxSize = 21;

    /// <summary>Encodes a number so that equal numbers have equal bytes, ordered as the numbers are.</summary>
    /// <param name="text">The number's text.</param>
    /// <param name="ordered">Sign, exponent and digits; inverted for a negative number.</param>
    /// <param name="error">The error in DynamoDB's words.</param>
    /// <returns><see langword="true"/> if DynamoDB accepts the number.</returns>
    public static bool TryOrder(ReadOnlySpan<byte> text, out byte[] ordered, out string? error)
    {
        ordered = [];
        Span<byte> digits = stackalloc byte[MaxDigits];
        if (!TryParse(text, digits, out var negative, out var count, out var exponent, out error))
        {
            return false;
        }

        if (count == 0)
        {
            ordered = [1];
            return true;
        }

        ordered = new byte[count + 4];
        ordered[0] = 2;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(ordered.AsSpan(1), (ushort)(exponent + 256));
        digits[..count].CopyTo(ordered.AsSpan(3));
        if (negative)
        {
            // In inverted form more digits mean a smaller number, so the end must compare as the largest digit.
            ordered[0] = 0;
            ordered[^1] = 0;
            for (var index = 1; index < ordered.Length; index++)
            {
                ordered[index] = (byte)~ordered[index];
            }
        }

        return true;
    }

    /// <summary>
    /// Measures a number: one byte, one for each pair of digits from the first to the last significant digit, and one for a minus sign; 21 at most.
    /// DynamoDB Local 1.25.1 pairs the digits from the decimal point: <c>15</c> has one pair, <c>1.5</c> has two.
    /// </summary>
    /// <param name="text">The number's text.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="error">The error in DynamoDB's words.</param>
    /// <returns><see langword="true"/> if DynamoDB accepts the number.</returns>
    public static bool TryMeasure(ReadOnlySpan<byte> text, out int size, out string? error)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        size = 1;
        if (!TryParse(text, digits, out var negative, out var count, out var exponent, out error))
        {
            return false;
        }

        if (count > 0)
        {
            // The powers of ten of the first and the last digit. A shift rounds down, as the number of a pair must also below zero.
            var (first, last) = (exponent - 1, exponent - count);
            size = Math.Min(MaxSize, 1 + (first >> 1) - (last >> 1) + 1 + (negative ? 1 : 0));
        }

        return true;
    }

    /// <summary>Reads a number in any notation as whole seconds. Decimal places are ignored.</summary>
    /// <param name="text">The number's text.</param>
    /// <returns>The seconds; <see langword="null"/> if the text is not a number, is negative or has more than 18 digits.</returns>
    public static long? ReadSeconds(ReadOnlySpan<byte> text)
    {
        const int MaxLongDigits = 18;
        Span<byte> digits = stackalloc byte[MaxDigits];
        if (!TryParse(text, digits, out var negative, out var count, out var exponent, out _) || negative || exponent > MaxLongDigits)
        {
            return null;
        }

        var seconds = 0L;
        for (var index = 0; index < exponent; index++)
        {
            seconds = (seconds * 10) + (index < count ? digits[index] - 1 : 0);
        }

        return seconds;
    }

    // digits: the significant ones plus 1, so that 0 sorts below all of them. value = 0.d1d2d3… × 10^exponent
    private static bool TryParse(
        ReadOnlySpan<byte> text, Span<byte> digits, out bool negative, out int count, out int exponent, out string? error)
    {
        error = "The parameter cannot be converted to a numeric value";
        (negative, count, exponent) = (false, 0, 0);
        var index = 0;
        if (index < text.Length && text[index] is (byte)'-' or (byte)'+')
        {
            negative = text[index++] == '-';
        }

        var (seenDigit, seenPoint, zeros) = (false, false, 0);
        for (; index < text.Length && text[index] is (>= (byte)'0' and <= (byte)'9') or (byte)'.'; index++)
        {
            if (text[index] == '.')
            {
                if (seenPoint)
                {
                    return false;
                }

                seenPoint = true;
                continue;
            }

            seenDigit = true;
            var digit = text[index] - '0';
            if (count == 0 && digit == 0)
            {
                exponent -= seenPoint ? 1 : 0;
                continue;
            }

            exponent += seenPoint ? 0 : 1;
            if (digit == 0)
            {
                zeros++;
                continue;
            }

            if (count + zeros + 1 > MaxDigits)
            {
                error = "Attempting to store more than 38 significant digits in a Number";
                return false;
            }

            digits.Slice(count, zeros).Fill(1);
            count += zeros;
            zeros = 0;
            digits[count++] = (byte)(digit + 1);
        }

        if (!seenDigit || !TryParseExponent(text[index..], out var scale))
        {
            return false;
        }

        if (count == 0)
        {
            (negative, exponent, error) = (false, 0, null);
            return true;
        }

        var magnitude = exponent + scale - 1;
        if (magnitude is > 125 or < -130)
        {
            error = magnitude > 0
                ? "Number overflow. Attempting to store a number with magnitude larger than supported range"
                : "Number underflow. Attempting to store a number with magnitude smaller than supported range";
            return false;
        }

        exponent = magnitude + 1;
        error = null;
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int scale)
    {
        scale = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        text = text[1..];
        if (text is [(byte)'+', ..])
        {
            text = text[1..];
            if (text is [(byte)'-', ..])
            {
                return false;
            }
        }

        return text.Length is > 0 and < 8
            && System.Buffers.Text.Utf8Parser.TryParse(text, out scale, out var consumed)
            && consumed == text.Length;
    }
}
