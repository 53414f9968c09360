namespace Fw24.Items.Values;

/// <summary>Handles stream sequence numbers: digits in UTF-8, too many for any integer type, never to be compared as text.</summary>
internal static class SequenceNumber
{
    /// <summary>The maximum number of digits in a sequence number (API reference of DynamoDB Streams, StreamRecord).</summary>
    public const int MaxDigits = 40;

    /// <summary>Indicates whether the text is a sequence number.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
        => text.Length is > 0 and <= MaxDigits && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Indicates whether the text is a sequence number.</summary>
    public static bool IsValid(string text) => text.Length is > 0 and <= MaxDigits && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Compares two sequence numbers as numbers.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        left = left.TrimStart((byte)'0');
        right = right.TrimStart((byte)'0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    /// <summary>Compares two sequence numbers as numbers.</summary>
    public static int Compare(string left, string right)
    {
        var l = left.AsSpan().TrimStart('0');
        var r = right.AsSpan().TrimStart('0');
        return l.Length != r.Length ? l.Length.CompareTo(r.Length) : l.SequenceCompareTo(r);
    }
}
