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

    /// <summary>Reads a string and writes its text, unescaped: one pass, for JSON that stands as a text within JSON.</summary>
    /// <param name="destination">Where to write: as many bytes as the string has always suffice.</param>
    /// <param name="written">How many bytes were written.</param>
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
            written += CopyQuoted(destination[written..]);
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

    /// <summary>Where a string ends, or needs a closer look; the text's length when it does neither.</summary>
    /// <remarks>Most strings, and most pieces between two escapes, are within one vector: a search through the library takes twice as long for them.</remarks>
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

    /// <summary>Where a string ends that does not end within the first vector, or with which the JSON ends.</summary>
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

    /// <summary>A bit for each byte that ends a string or needs a closer look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Stops(Vector128<byte> block)
    {
        var stops = Vector128.Equals(block, Vector128.Create((byte)'"'))
            | Vector128.Equals(block, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(block, Vector128.Create((byte)' '));
        return stops.ExtractMostSignificantBits();
    }

    /// <summary>A bit for each of 64 bytes that ends a string or needs a closer look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong StopsOfBlock(ref byte block)
        => StopsOf(Vector256.LoadUnsafe(ref block))
            | ((ulong)StopsOf(Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count)) << Vector256<byte>.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StopsOf(Vector256<byte> block)
    {
        // The quote is 22 in hexadecimal digits, the control characters are up to 1F: one bit turned, they are all that is up to 20.
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
    /// <remarks>There is an escape every few bytes: a vector is copied whole, also what is behind the escape and will be written over.</remarks>
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
                // A surrogate stands for a character only as one of a pair; alone it has no UTF-8.
                var length = JsonText.EscapeLength(_json[Position..]);
                Position += length;
                return length > 0 || Fail("a whole escape sequence");
            default:
                return Fail("an escape sequence of JSON");
        }
    }
}
