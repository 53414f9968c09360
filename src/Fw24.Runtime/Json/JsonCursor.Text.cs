using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fw24.Json;

/// <content>Strings.</content>
internal ref partial struct JsonCursor
{
    public bool TryReadString(out JsonText text)
    {
        if (Peek() != (byte)'"')
        {
            text = default;
            return Fail("a string");
        }

        var start = Position + 1;
        var rest = _json[start..];
        var length = IndexOfStop(rest);
        if ((uint)length < (uint)rest.Length && rest[length] == (byte)'"')
        {
            text = new JsonText(rest[..length], isEscaped: false);
            Position = start + length + 1;
            return true;
        }

        return TryReadEscaped(start, length, out text);
    }

    /// <summary>Reads a string and writes its unescaped text in one pass, for JSON embedded as a string within JSON.</summary>
    /// <param name="destination">The destination; as many bytes as the string has always suffice.</param>
    /// <param name="written">The number of bytes written.</param>
    public bool TryReadString(Span<byte> destination, out int written)
    {
        written = 0;
        if (Peek() != (byte)'"')
        {
            return Fail("a string");
        }

        Position++;
        while (true)
        {
            written += UnescapeEmbedded(destination[written..]);
            written += CopyUntilStop(destination[written..]);
            if ((uint)Position >= (uint)_json.Length)
            {
                return Fail("the end of a string");
            }

            switch (_json[Position])
            {
                case (byte)'"':
                    Position++;
                    return true;
                case (byte)'\\':
                    var start = Position;
                    if (!TrySkipEscape())
                    {
                        return false;
                    }

                    written += JsonText.Decode(From(start), destination[written..]);
                    break;
                default:
                    return Fail("a string without control characters");
            }
        }
    }

    /// <summary>Returns the index of the byte that ends a string or needs a closer look, or the text's length.</summary>
    /// <remarks>Most strings, and most runs between two escapes, fit in one vector; a search through the library takes twice as long for them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOfStop(ReadOnlySpan<byte> text)
    {
        if (text.Length >= Vector128<byte>.Count)
        {
            var stops = Stops(Vector128.Create(text));
            if (stops != 0)
            {
                return BitOperations.TrailingZeroCount(stops);
            }
        }

        return IndexOfLateStop(text);
    }

    /// <summary>Returns that index for a string that ends after the first vector, or at the end of the JSON.</summary>
    private static int IndexOfLateStop(ReadOnlySpan<byte> text)
    {
        var at = 0;
        for (; at <= text.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var stops = Stops(Vector128.Create(text[at..]));
            if (stops != 0)
            {
                return at + BitOperations.TrailingZeroCount(stops);
            }
        }

        while (at < text.Length && text[at] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
        {
            at++;
        }

        return at;
    }

    /// <summary>Returns a bit for each byte that ends a string or needs a closer look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Stops(Vector128<byte> block)
    {
        var stops = Vector128.Equals(block, Vector128.Create((byte)'"'))
            | Vector128.Equals(block, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(block, Vector128.Create((byte)' '));
        return stops.ExtractMostSignificantBits();
    }

    /// <summary>Returns a bit for each of 64 bytes that ends a string or needs a closer look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong StopsOfBlock(ref byte block)
        => Vector512.IsHardwareAccelerated
            ? StopsOf(Vector512.LoadUnsafe(ref block))
            : StopsOf(Vector256.LoadUnsafe(ref block))
                | ((ulong)StopsOf(Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count)) << Vector256<byte>.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong StopsOf(Vector512<byte> block)
    {
        var stops = Vector512.LessThanOrEqual(block ^ Vector512.Create((byte)0x02), Vector512.Create((byte)0x20))
            | Vector512.Equals(block, Vector512.Create((byte)'\\'));
        return stops.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StopsOf(Vector256<byte> block)
    {
        // XOR 0x02 maps '"' (0x22) to 0x20 and keeps control characters below it, so one unsigned compare catches both.
        var stops = Vector256.LessThanOrEqual(block ^ Vector256.Create((byte)0x02), Vector256.Create((byte)0x20))
            | Vector256.Equals(block, Vector256.Create((byte)'\\'));
        return stops.ExtractMostSignificantBits();
    }

    private bool TryReadEscaped(int start, int length, out JsonText text)
    {
        text = default;
        Position = start;
        while (length < _json.Length - Position)
        {
            Position += length;
            switch (_json[Position])
            {
                case (byte)'"':
                    text = new JsonText(_json[start..Position], isEscaped: true);
                    Position++;
                    return true;
                case (byte)'\\':
                    if (!TrySkipEscape())
                    {
                        return false;
                    }

                    break;
                default:
                    return Fail("a string without control characters");
            }

            length = IndexOfStop(_json[Position..]);
        }

        Position = _json.Length;
        return Fail("the end of a string");
    }

    /// <summary>Copies the string's bytes up to its end or the next escape.</summary>
    /// <remarks>Escapes occur every few bytes, so whole vectors are copied; the bytes after an escape will be overwritten.</remarks>
    private int CopyUntilStop(Span<byte> destination)
    {
        var rest = _json[Position..];
        var copied = 0;
        while (rest.Length - copied >= Vector128<byte>.Count && destination.Length - copied >= Vector128<byte>.Count)
        {
            var block = Vector128.Create(rest[copied..]);
            block.CopyTo(destination[copied..]);
            var stops = Stops(block);
            if (stops != 0)
            {
                copied += BitOperations.TrailingZeroCount(stops);
                Position += copied;
                return copied;
            }

            copied += Vector128<byte>.Count;
        }

        var last = IndexOfStop(rest[copied..]);
        rest.Slice(copied, last).CopyTo(destination[copied..]);
        Position += copied + last;
        return copied + last;
    }

    private bool TrySkipEscape()
    {
        var at = Position + 1;
        if ((uint)at >= (uint)_json.Length)
        {
            return Fail("a whole escape sequence");
        }

        switch (_json[at])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                Position += 2;
                return true;
            case (byte)'u':
                // A surrogate is a character only as half of a pair; a lone one has no UTF-8 encoding.
                var length = JsonText.EscapeLength(_json[Position..]);
                Position += length;
                return length > 0 || Fail("a whole escape sequence");
            default:
                return Fail("an escape sequence of JSON");
        }
    }
}
