using System.Text;

namespace Fw24.Json.Text;

/// <summary>
/// A per-thread cache of recently read strings. Most strings of an item repeat between its old and new image, and many repeat between items;
/// since strings are immutable, one instance can serve all of them.
/// </summary>
/// <remarks>Two-way set-associative; the older entry is evicted. At most 70 KB per thread.</remarks>
internal sealed class StringCache
{
    private const int PairBits = 7;

    // Longer texts seldom repeat.
    private const int MaxLength = 128;

    [ThreadStatic]
    private static StringCache? t_current;

    private readonly string[] _texts = new string[2 << PairBits];

    private StringCache() => Array.Fill(_texts, "");

    /// <summary>The cache of the current thread.</summary>
    public static StringCache Current => t_current ??= new StringCache();

    /// <summary>Returns a text as a string, possibly a cached one.</summary>
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
