using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Fw24.Json;

/// <summary>A raw JSON string without its quotes. Its escapes are known to be well formed.</summary>
/// <remarks>Sixteen bytes instead of the 24 of a span and a flag: up to sixteen are passed in registers, more go through memory each time.</remarks>
internal readonly ref struct JsonText
{
    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly ref readonly byte _first;

    // The complement of the length if the text is escaped.
    private readonly int _length;

    public JsonText(ReadOnlySpan<byte> raw, bool isEscaped)
    {
        _first = ref MemoryMarshal.GetReference(raw);
        _length = isEscaped ? ~raw.Length : raw.Length;
    }

    /// <summary>The text between the quotes.</summary>
    public ReadOnlySpan<byte> Raw => MemoryMarshal.CreateReadOnlySpan(in _first, IsEscaped ? ~_length : _length);

    /// <summary>Indicates whether <see cref="Raw"/> contains escapes and so is not the text itself.</summary>
    public bool IsEscaped => _length < 0;

    /// <summary>Indicates whether this is the given text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(ReadOnlySpan<byte> text) => IsEscaped ? Same(Raw, text, rightIsEscaped: false) : Raw.SequenceEqual(text);

    /// <summary>Indicates whether two strings are the same text, however each is escaped.</summary>
    public bool Is(JsonText other)
    {
        if (Raw.SequenceEqual(other.Raw))
        {
            return IsEscaped == other.IsEscaped;
        }

        return IsEscaped ? Same(Raw, other.Raw, other.IsEscaped) : other.IsEscaped && Same(other.Raw, Raw, rightIsEscaped: false);
    }

    /// <summary>Returns the unescaped text. Only a text with escapes is copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Unescape() => IsEscaped ? Unescaped(this) : Raw;

    /// <summary>Writes the unescaped text, which is never longer than <see cref="Raw"/>.</summary>
    /// <returns>The number of bytes written.</returns>
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

    private static ReadOnlySpan<byte> Unescaped(JsonText text)
    {
        var copy = new byte[text.Raw.Length];
        return copy.AsSpan(0, text.Unescape(copy));
    }

    /// <summary>Returns a hash of the text, however it is escaped. It is randomized per process, so that collisions cannot be prepared.</summary>
    public int Hash()
    {
        var hash = new HashCode();
        hash.AddBytes(Unescape());
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Unescape());

    /// <summary>Returns the length of the escape at the start: 2, 6, or 12 for a surrogate pair; 0 if there is no valid escape.</summary>
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

    /// <summary>Writes the character that a well-formed escape represents.</summary>
    /// <returns>The number of bytes written; never more than the length of the escape.</returns>
    public static int Decode(ReadOnlySpan<byte> escape, Span<byte> destination)
    {
        if (escape[1] == (byte)'u')
        {
            return Decode(escape).EncodeToUtf8(destination);
        }

        destination[0] = DecodeShort(escape[1]);
        return 1;
    }

    /// <summary>Returns the character that a well-formed escape represents.</summary>
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
        if (text.Length < 6 || text[0] != (byte)'\\' || text[1] != (byte)'u' || text[2..6].ContainsAnyExcept(s_hexDigits))
        {
            return false;
        }

        unit = (char)ushort.Parse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Compares an escaped text with another text, character by character.</summary>
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
