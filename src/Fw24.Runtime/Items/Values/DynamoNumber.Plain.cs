namespace Fw24.Items.Values;

/// <content>Numbers as DynamoDB itself writes nearly all of them: digits, with a point and a minus where there must be. They need not be parsed.</content>
public readonly partial struct DynamoNumber
{
    /// <summary>Whether a text is surely a number: digits with at most one point, so few that no limit can be met.</summary>
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

    /// <summary>Whether no other plain text is the same number: there is no zero that could be left out.</summary>
    /// <remarks>Two such texts are two numbers, unless they are one text.</remarks>
    private static bool IsCanonical(ReadOnlySpan<byte> text)
    {
        if (!IsPlain(text))
        {
            return false;
        }

        // -0 is 0; 0.5 keeps its zero, 05 and 0 do not.
        var digits = WithoutMinus(text);
        var point = digits.IndexOf((byte)'.');
        return point < 0
            ? digits[0] != (byte)'0'
            : point > 0 && (digits[0] != (byte)'0' || point == 1) && digits[^1] is not ((byte)'0' or (byte)'.');
    }

    private static ReadOnlySpan<byte> WithoutMinus(ReadOnlySpan<byte> text) => text is [(byte)'-', ..] ? text[1..] : text;
}
