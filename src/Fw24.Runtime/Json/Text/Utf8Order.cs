namespace Fw24.Json.Text;

/// <summary>
/// The order of texts by their bytes in UTF-8, which is that of their code points. Ordinal order differs from it: it compares surrogates.
/// </summary>
internal sealed class Utf8Order : IComparer<string>
{
    private Utf8Order()
    {
    }

    /// <summary>The order.</summary>
    public static Utf8Order Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        // Surrogates are the code points above all others.
        var (first, second) = (left[common], right[common]);
        return char.IsSurrogate(first) == char.IsSurrogate(second)
            ? first.CompareTo(second)
            : char.IsSurrogate(first) ? 1 : -1;
    }
}
