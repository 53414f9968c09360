using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fw24.Records;

/// <content>Strings.</content>
internal ref partial struct JsonCursor
{
    private static readonly SearchValues<byte> StringStops = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static b => (byte)b), (byte)'"', (byte)'\\']);

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

    /// <summary>Where a string ends, or needs a closer look; -1 when it does neither.</summary>
    /// <remarks>Most strings, and most pieces between two escapes, are within one vector: a search through the library takes twice as long for them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOfStop(ReadOnlySpan<byte> text)
    {
        if (text.Length < Vector128<byte>.Count)
        {
            return text.IndexOfAny(StringStops);
        }

        var stops = Stops(Vector128.Create(text));
        return stops != 0 ? BitOperations.TrailingZeroCount(stops) : IndexOfStopBehindBlock(text);
    }

    private static int IndexOfStopBehindBlock(ReadOnlySpan<byte> text)
    {
        var start = Vector128<byte>.Count;
        for (; start + Vector128<byte>.Count <= text.Length; start += Vector128<byte>.Count)
        {
            var stops = Stops(Vector128.Create(text[start..]));
            if (stops != 0)
            {
                return start + BitOperations.TrailingZeroCount(stops);
            }
        }

        var rest = text[start..].IndexOfAny(StringStops);
        return rest < 0 ? rest : start + rest;
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

    private bool TryReadEscaped(int start, int length, out JsonText text)
    {
        text = default;
        Position = start;
        while (length >= 0)
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

        var last = rest[copied..].IndexOfAny(StringStops);
        last = last < 0 ? rest.Length - copied : last;
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
