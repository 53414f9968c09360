using System.Buffers;
using System.Text.Encodings.Web;

namespace Fw24.Json;

/// <summary>The memory that one invocation writes its messages to: one pooled array that grows.</summary>
/// <remarks>Growing moves what was written: positions are kept while writing, and memory is only taken once everything is written.</remarks>
internal sealed class MessageBuffer : IDisposable
{
    private byte[] _bytes;

    public MessageBuffer(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Where the next byte goes.</summary>
    public int Position { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Position += bytes.Length;
    }

    /// <summary>Appends text between the quotes of a JSON string.</summary>
    /// <param name="text">The text in UTF-8, unescaped.</param>
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

        // Six bytes are the longest escape (\u0000) of one byte, and twelve (a pair of surrogates) of four.
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(text, Reserve(text.Length * 6), out _, out var written);
        Position += written;
    }

    /// <summary>Memory for the next bytes, to be followed by <see cref="Advance"/>.</summary>
    /// <param name="length">How many bytes at least.</param>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - Position < length)
        {
            Grow(length);
        }

        return _bytes.AsSpan(Position);
    }

    /// <summary>Counts what was written to reserved memory.</summary>
    public void Advance(int length) => Position += length;

    /// <summary>Takes back what was written behind a position.</summary>
    public void TakeBack(int position) => Position = position;

    /// <summary>Takes back a comma at the end, and the white space around it.</summary>
    public void TakeBackComma()
    {
        var rest = _bytes.AsSpan(0, Position).TrimEnd(" \t\r\n"u8);
        if (rest.EndsWith(","u8))
        {
            Position = rest.Length - 1;
        }
    }

    /// <summary>What was written, to be read before the next write.</summary>
    public ReadOnlySpan<byte> Written(Slice slice) => _bytes.AsSpan(slice.Start, slice.Length);

    /// <summary>What was written, when everything is.</summary>
    public ReadOnlyMemory<byte> Take(Slice slice) => _bytes.AsMemory(slice.Start, slice.Length);

    /// <summary>What was written since a position.</summary>
    public Slice Since(int start) => new(start, Position - start);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int length)
    {
        var grown = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_bytes.Length * 2, Position + length)));
        _bytes.AsSpan(0, Position).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = grown;
    }

    /// <summary>A place in the buffer.</summary>
    public readonly record struct Slice(int Start, int Length);
}
