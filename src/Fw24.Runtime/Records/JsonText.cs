using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fw24.Records;

/// <summary>A JSON string as it is written, without its quotes. Its escapes are known to be well formed.</summary>
internal readonly ref struct JsonText(ReadOnlySpan<byte> raw, bool isEscaped)
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>What stands between the quotes.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    /// <summary>Whether <see cref="Raw"/> holds escapes, so that it is not the text itself.</summary>
    public bool IsEscaped { get; } = isEscaped;

    /// <summary>Whether the text is this one.</summary>
    public bool Is(ReadOnlySpan<byte> text) => IsEscaped ? Same(Raw, text, rightIsEscaped: false) : Raw.SequenceEqual(text);

    /// <summary>Whether two strings are the same text, however each is written.</summary>
    public bool Is(JsonText other)
    {
        if (Raw.SequenceEqual(other.Raw))
        {
            return IsEscaped == other.IsEscaped;
        }

        return IsEscaped ? Same(Raw, other.Raw, other.IsEscaped) : other.IsEscaped && Same(other.Raw, Raw, rightIsEscaped: false);
    }

    /// <summary>The text, unescaped. Only a text with escapes is copied.</summary>
    public ReadOnlySpan<byte> Unescape()
    {
        if (!IsEscaped)
        {
            return Raw;
        }

        var text = new byte[Raw.Length];
        return text.AsSpan(0, Unescape(text));
    }

    /// <summary>Writes the text, unescaped, which is never longer than <see cref="Raw"/>.</summary>
    /// <returns>How many bytes were written.</returns>
    public int Unescape(Span<byte> destination)
    {
        var raw = Raw;
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(destination[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(destination[written..]);
            written += plain;
            raw = raw[plain..];
            var length = EscapeLength(raw);
            written += Decode(raw[..length], destination[written..]);
            raw = raw[length..];
        }
    }

    /// <summary>A hash of the text, however it is written; another one in each process, so that nobody can prepare collisions.</summary>
    public int Hash()
    {
        var hash = new HashCode();
        hash.AddBytes(Unescape());
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Unescape());

    /// <summary>How long the escape at the beginning is: 2, 6, or 12 for a pair of surrogates; 0 when it is none.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] != (byte)'u')
        {
            return 2;
        }

        if (!TryReadUnit(text, out var unit))
        {
            return 0;
        }

        if (!char.IsSurrogate(unit))
        {
            return 6;
        }

        var isPair = char.IsHighSurrogate(unit) && TryReadUnit(text[6..], out var low) && char.IsLowSurrogate(low);
        return isPair ? 12 : 0;
    }

    /// <summary>Writes the character that a well-formed escape stands for.</summary>
    /// <returns>How many bytes were written: never more than the escape has.</returns>
    public static int Decode(ReadOnlySpan<byte> escape, Span<byte> destination)
    {
        if (escape[1] == (byte)'u')
        {
            return Decode(escape).EncodeToUtf8(destination);
        }

        destination[0] = DecodeShort(escape[1]);
        return 1;
    }

    /// <summary>The character that a well-formed escape stands for.</summary>
    private static Rune Decode(ReadOnlySpan<byte> escape)
    {
        if (escape[1] != (byte)'u')
        {
            return new Rune((char)DecodeShort(escape[1]));
        }

        TryReadUnit(escape, out var unit);
        if (escape.Length == 6)
        {
            return new Rune(unit);
        }

        TryReadUnit(escape[6..], out var low);
        return new Rune(unit, low);
    }

    private static byte DecodeShort(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < 6 || text[0] != (byte)'\\' || text[1] != (byte)'u' || text[2..6].ContainsAnyExcept(HexDigits))
        {
            return false;
        }

        unit = (char)ushort.Parse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Compares an escaped text with another, character by character.</summary>
    private static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool rightIsEscaped)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            if (left[0] != (byte)'\\' && (right[0] != (byte)'\\' || !rightIsEscaped))
            {
                if (left[0] != right[0])
                {
                    return false;
                }

                left = left[1..];
                right = right[1..];
                continue;
            }

            if (Next(ref left, isEscaped: true) != Next(ref right, rightIsEscaped))
            {
                return false;
            }
        }

        return left.IsEmpty && right.IsEmpty;
    }

    private static Rune Next(ref ReadOnlySpan<byte> text, bool isEscaped)
    {
        if (isEscaped && text[0] == (byte)'\\')
        {
            var length = EscapeLength(text);
            var escaped = Decode(text[..length]);
            text = text[length..];
            return escaped;
        }

        Rune.DecodeFromUtf8(text, out var rune, out var consumed);
        text = text[consumed..];
        return rune;
    }
}
