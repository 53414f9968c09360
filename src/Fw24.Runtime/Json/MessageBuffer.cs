using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Fw24.Json;

/// <summary>The growing pooled array to which one invocation writes its messages.</summary>
/// <remarks>Growing moves the content: keep positions while writing, and take memory only when everything is written.</remarks>
internal sealed class MessageBuffer : IDisposable
{
    private static readonly SearchValues<byte> s_escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'"', (byte)'\\']);

    private byte[] _bytes;

    public MessageBuffer(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The position of the next byte.</summary>
    public int Position { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Position += bytes.Length;
    }

    /// <summary>Appends text between the quotes of a JSON string.</summary>
    /// <param name="text">The unescaped text in UTF-8.</param>
    public void AppendEscaped(ReadOnlySpan<byte> text)
    {
        var plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(text);
        if (plain < 0)
        {
            Append(text);
            return;
        }

        Append(text[..plain]);
        text = text[plain..];

        // The longest escapes take six bytes (\u0000) for one byte, and twelve (a surrogate pair) for four.
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(text, Reserve(text.Length * 6), out _, out var written);
        Position += written;
    }

    /// <summary>Appends text between the quotes of a JSON string.</summary>
    /// <param name="text">The unescaped text.</param>
    public void AppendEscaped(string text)
    {
        var utf8 = Encode(text);
        if (JavaScriptEncoder.UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(utf8) < 0)
        {
            Position += utf8.Length;
            return;
        }

        AppendEscaped(utf8.ToArray());
    }

    /// <summary>
    /// Appends text between the quotes of a JSON string in the form of RFC 8785, which has one way to write each character: only quotes,
    /// backslashes and control characters are escaped.
    /// </summary>
    /// <param name="text">The unescaped text in UTF-8.</param>
    public void AppendText(ReadOnlySpan<byte> text)
    {
        for (var next = text.IndexOfAny(s_escaped); next >= 0; next = text.IndexOfAny(s_escaped))
        {
            Append(text[..next]);
            Append(text[next] switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\b' => "\\b"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\f' => "\\f"u8,
                (byte)'\r' => "\\r"u8,
                var control => [.. "\\u00"u8, (byte)('0' + (control >> 4)), "0123456789abcdef"u8[control & 0xF]],
            });
            text = text[(next + 1)..];
        }

        Append(text);
    }

    /// <summary>Appends text between the quotes of a JSON string in the form of RFC 8785.</summary>
    /// <param name="text">The unescaped text.</param>
    public void AppendText(string text)
    {
        var utf8 = Encode(text);
        if (utf8.IndexOfAny(s_escaped) < 0)
        {
            Position += utf8.Length;
            return;
        }

        AppendText(utf8.ToArray());
    }

    /// <summary>Returns memory for the next bytes; call <see cref="Advance"/> after writing.</summary>
    /// <param name="length">The minimum number of bytes.</param>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - Position < length)
        {
            Grow(length);
        }

        return _bytes.AsSpan(Position);
    }

    /// <summary>Commits bytes written to reserved memory.</summary>
    public void Advance(int length) => Position += length;

    /// <summary>Discards the content after a position.</summary>
    public void TakeBack(int position) => Position = position;

    /// <summary>Removes a trailing comma and the white space around it.</summary>
    public void TakeBackComma()
    {
        var rest = _bytes.AsSpan(0, Position).TrimEnd(" \t\r\n"u8);
        if (rest.EndsWith(","u8))
        {
            Position = rest.Length - 1;
        }
    }

    /// <summary>Returns written bytes; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written(ByteRange range) => _bytes.AsSpan(range.Start, range.Length);

    /// <summary>Returns written bytes once everything is written.</summary>
    public ReadOnlyMemory<byte> Take(ByteRange range) => _bytes.AsMemory(range.Start, range.Length);

    /// <summary>Returns the range written since a position.</summary>
    public ByteRange Since(int start) => new(start, Position - start);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    // Writes a text after the content, which does not yet have it.
    private ReadOnlySpan<byte> Encode(string text)
    {
        var longest = text.Length <= 256 ? Encoding.UTF8.GetMaxByteCount(text.Length) : Encoding.UTF8.GetByteCount(text);
        var rest = Reserve(longest);
        return rest[..Encoding.UTF8.GetBytes(text, rest)];
    }

    private void Grow(int length)
    {
        var grown = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_bytes.Length * 2, Position + length)));
        _bytes.AsSpan(0, Position).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = grown;
    }
}
