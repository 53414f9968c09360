using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fw24.Json;

/// <content>JSON known to be well-formed: brackets alone show where members and values end. Processes 64 bytes at a time, one bit per byte.</content>
internal ref partial struct JsonCursor
{
    private const int BlockLength = 64;

    /// <summary>The unread JSON.</summary>
    public readonly ReadOnlySpan<byte> Rest => _json[Position..];

    /// <summary>Skips the members of a map, each of which ends with its value's brace, that end at or before a position.</summary>
    public void SkipMembersUpTo(int end)
    {
        if (TrySkipBlocks(end, onlyOne: false))
        {
            return;
        }

        while (true)
        {
            var start = Position;
            if (!TryNextMember(out _) || !TrySkipValue() || Position > end)
            {
                MoveTo(start);
                return;
            }
        }
    }

    /// <summary>Skips a value.</summary>
    public void SkipValidatedValue()
    {
        if (!TryReadPlainText(out _, out _) && (Peek() != (byte)'{' || !TrySkipBlocks(_json.Length, onlyOne: true)))
        {
            TrySkipValue();
        }
    }

    /// <summary>Skips members, or only the next value.</summary>
    /// <param name="end">The position to stop at.</param>
    /// <param name="onlyOne"><see langword="true"/> to stop after the first brace that closes what was opened on the way.</param>
    /// <returns><see langword="false"/> if an escape, or the last bytes of the JSON, need the slow path.</returns>
    private bool TrySkipBlocks(int end, bool onlyOne)
    {
        var depth = 0;
        var isQuoted = 0UL;
        for (var at = Position; at < end; at += BlockLength)
        {
            if (at + BlockLength > _json.Length)
            {
                return false;
            }

            var lower = Vector256.Create(_json[at..]);
            var upper = Vector256.Create(_json[(at + Vector256<byte>.Count)..]);
            if (PlacesOf((byte)'\\', lower, upper) != 0)
            {
                return false;
            }

            // From each opening quote to its closing quote, which may be in a later block.
            var quoted = ParityUpToEach(PlacesOf((byte)'"', lower, upper)) ^ isQuoted;
            isQuoted = (ulong)((long)quoted >> (BlockLength - 1));

            // Brackets and braces differ only in this bit.
            lower |= Vector256.Create((byte)0x20);
            upper |= Vector256.Create((byte)0x20);
            var openings = PlacesOf((byte)'{', lower, upper) & ~quoted;
            var closings = PlacesOf((byte)'}', lower, upper) & ~quoted;
            closings = end - at < BlockLength ? closings & ((1UL << (end - at)) - 1) : closings;

            var closed = 0;
            for (; closings != 0; closings &= closings - 1)
            {
                var place = BitOperations.TrailingZeroCount(closings);
                closed++;
                switch (depth + BitOperations.PopCount(openings & ((1UL << place) - 1)) - closed)
                {
                    case 0:
                        Position = at + place + 1;
                        if (onlyOne)
                        {
                            return true;
                        }

                        break;
                    case < 0:
                        return true;
                }
            }

            depth += BitOperations.PopCount(openings) - closed;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PlacesOf(byte b, Vector256<byte> lower, Vector256<byte> upper)
        => Vector256.Equals(lower, Vector256.Create(b)).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(upper, Vector256.Create(b)).ExtractMostSignificantBits() << Vector256<byte>.Count);

    /// <summary>Sets each bit for which the number of set bits up to it is odd.</summary>
    private static ulong ParityUpToEach(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
