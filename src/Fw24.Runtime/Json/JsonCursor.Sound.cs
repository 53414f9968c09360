using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fw24.Json;

/// <content>JSON that is known to be sound, so that its brackets alone tell where members and values end: a bit for each byte, 64 bytes at a time.</content>
internal ref partial struct JsonCursor
{
    private const int BlockLength = 64;

    /// <summary>What is left to be read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _json[Position..];

    /// <summary>Passes over the members of a map, each of which ends with its value's brace, as far as they end before a place or at it.</summary>
    /// <param name="end">The place.</param>
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

    /// <summary>Passes over a value.</summary>
    public void SkipSoundValue()
    {
        if (!TryReadPlainText(out _, out _) && (Peek() != (byte)'{' || !TrySkipBlocks(_json.Length, onlyOne: true)))
        {
            TrySkipValue();
        }
    }

    /// <summary>Passes over members, or over the one value here.</summary>
    /// <param name="end">Where to end.</param>
    /// <param name="onlyOne">Whether to end behind the first brace that closes what was opened on the way.</param>
    /// <returns>Whether that was all. If not, an escape or the last bytes of the JSON are left to others.</returns>
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

            // From each opening quote up to the closing one, which may be in a later block.
            var quoted = ParityUpToEach(PlacesOf((byte)'"', lower, upper)) ^ isQuoted;
            isQuoted = (ulong)((long)quoted >> (BlockLength - 1));

            // Brackets and braces differ by this bit only.
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

    /// <summary>For each bit, whether the number of bits set up to it is odd.</summary>
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
