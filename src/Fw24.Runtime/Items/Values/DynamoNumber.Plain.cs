namespace Fw24.Items.Values;

/// <content>Fast paths for numbers as DynamoDB itself nearly always writes them: digits, with a point and a minus if needed. No parsing
/// required.</content>
internal readonly partial struct DynamoNumber
{
    /// <summary>Indicates whether a text is certainly a number: digits with at most one point, few enough not to reach any limit.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        text = WithoutMinus(text);
        var points = 0;
        foreach (var b in text)
        {
            if (b == (byte)'.')
            {
                points++;
            }
            else if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
        }

        return points <= 1 && text.Length > points && text.Length <= MaxDigits;
    }

    /// <summary>Indicates whether no other plain text is the same number, because no zero is redundant.</summary>
    /// <remarks>Two different canonical texts are two different numbers.</remarks>
    internal static bool IsCanonical(ReadOnlySpan<byte> text)
    {
        if (!IsPlain(text))
        {
            return false;
        }

        // -0 equals 0, so 0 is not canonical either; the zero in 0.5 is required, that in 05 is not.
        var digits = WithoutMinus(text);
        var point = digits.IndexOf((byte)'.');
        return point < 0
            ? digits[0] != (byte)'0'
            : point > 0 && (digits[0] != (byte)'0' || point == 1) && digits[^1] is not ((byte)'0' or (byte)'.');
    }

    private static ReadOnlySpan<byte> WithoutMinus(ReadOnlySpan<byte> text) => text is [(byte)'-', ..] ? text[1..] : text;
}
