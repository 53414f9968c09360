namespace Fw24.Local.Items;

/// <summary>DynamoDB's numbers: at most 38 significant digits, from 1E-130 to 9.99…E+125 in magnitude ("Numbers", Supported data types).</summary>
internal static class NumberText
{
    private const int MaxDigits = 38;

    /// <summary>Reads a number into bytes that are equal for equal numbers and ordered as the numbers are.</summary>
    /// <param name="text">The number's text.</param>
    /// <param name="ordered">Sign, exponent and digits; of a negative number inverted.</param>
    /// <param name="error">What is wrong, in DynamoDB's words.</param>
    /// <returns>Whether it is a number that DynamoDB takes.</returns>
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
            // More digits mean a smaller number here, so the end must count as the largest digit.
            ordered[0] = 0;
            ordered[^1] = 0;
            for (var index = 1; index < ordered.Length; index++)
            {
                ordered[index] = (byte)~ordered[index];
            }
        }

        return true;
    }

    /// <summary>The digits that count, as DynamoDB's size of a number has them.</summary>
    /// <param name="text">The number's text.</param>
    /// <param name="significant">How many digits count.</param>
    /// <param name="error">What is wrong, in DynamoDB's words.</param>
    /// <returns>Whether it is a number that DynamoDB takes.</returns>
    public static bool TryMeasure(ReadOnlySpan<byte> text, out int significant, out string? error)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        return TryParse(text, digits, out _, out significant, out _, out error);
    }

    // digits: the significant ones plus 1, so that 0 is below all of them. value = 0.d1d2d3… × 10^exponent
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
