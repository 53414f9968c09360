using System.Text;

namespace Fw24.Json.Text;

/// <summary>
/// The texts that a thread read lately. Most of an item's texts stand in its old image and its new one, and many in one item after the
/// other; strings cannot change, so one string can serve them all.
/// </summary>
/// <remarks>Each text has its pair of places, which it leaves when two others came there: at most 70 KB a thread are kept.</remarks>
internal sealed class RecentTexts
{
    private const int PairBits = 7;

    // What is longer is seldom the same.
    private const int MaxLength = 128;

    [ThreadStatic]
    private static RecentTexts? t_ofThread;

    private readonly string[] _texts = new string[2 << PairBits];

    private RecentTexts() => Array.Fill(_texts, "");

    /// <summary>Those of the present thread.</summary>
    public static RecentTexts OfThread => t_ofThread ??= new RecentTexts();

    /// <summary>A text as a string, perhaps one that was given before.</summary>
    /// <param name="utf8">The text.</param>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var pair = (int)(QuickHash.Of(utf8) >> (32 - PairBits)) * 2;
        var first = _texts[pair];
        if (Is(first, utf8))
        {
            return first;
        }

        var second = _texts[pair + 1];
        if (Is(second, utf8))
        {
            return second;
        }

        _texts[pair + 1] = first;
        return _texts[pair] = Encoding.UTF8.GetString(utf8);
    }

    private static bool Is(string text, ReadOnlySpan<byte> utf8) => text.Length == utf8.Length && Ascii.Equals(utf8, text);
}
