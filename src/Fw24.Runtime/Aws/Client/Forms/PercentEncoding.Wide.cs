using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fw24.Aws.Client.Forms;

/// <content>For processors that can pick any bytes of 64 and close the gaps between them (AVX-512 VBMI2): 21 bytes at a time, three lanes for each.</content>
internal static partial class PercentEncoding
{
    private const int WideGroupLength = 21;

    // For each ASCII character, the highest bit if it is reserved.
    private static readonly Vector512<byte> s_reservedBelow64 = Vector512.Create<byte>(Reserved(from: 0));
    private static readonly Vector512<byte> s_reservedFrom64 = Vector512.Create<byte>(Reserved(from: Vector512<byte>.Count));

    private static readonly Vector512<byte> s_wideDigits = Vector512.Create(Vector256.Create(Digits, Digits), Vector256.Create(Digits, Digits));

    // The lanes of each group: a character's own one (or the percent sign's), that of its high digit, that of its low digit.
    private static readonly Vector512<byte> s_firstLanes = Lanes(static lane => lane % 3 == 0 ? 255 : 0);
    private static readonly Vector512<byte> s_lowLanes = Lanes(static lane => lane % 3 == 2 ? 255 : 0);

    // Of which characters these are: the first, the first, the first, the second, …
    private static readonly Vector512<byte> s_spread = Lanes(static lane => lane / 3);

    // The same, for a choice between two vectors: the high digits are in the second.
    private static readonly Vector512<byte> s_spreadOfTwo = Lanes(static lane => (lane / 3) + (lane % 3 == 0 ? 0 : Vector512<byte>.Count));

    // A group does not use the last lane.
    private static readonly Vector512<byte> s_usedLanes = Lanes(static lane => lane < 3 * WideGroupLength ? 255 : 0);

    private static bool IsWide => Avx512Vbmi2.IsSupported && Avx512Vbmi.IsSupported;

    /// <summary>Encodes all bytes but the last few.</summary>
    /// <returns>The length of the text.</returns>
    private static int EncodeWide(ref ReadOnlySpan<byte> source, ref byte destination)
    {
        const int BlockLength = 3 * WideGroupLength;
        var written = 0;
        while (source.Length >= Vector512<byte>.Count)
        {
            var block = Vector512.Create(source);
            var reserved = Avx512Vbmi.PermuteVar64x8x2(s_reservedBelow64, block, s_reservedFrom64) | block;
            var isReserved = Vector512.LessThan(reserved.AsSByte(), Vector512<sbyte>.Zero).AsByte();
            var pieces = new WidePieces(
                Vector512.ConditionalSelect(isReserved, Vector512.Create((byte)'%'), block),
                Avx512Vbmi.PermuteVar64x8(s_wideDigits, block >> 4),
                Avx512Vbmi.PermuteVar64x8(s_wideDigits, block & Vector512.Create((byte)15)),
                reserved);
            written += Write(pieces, first: 0, ref Unsafe.Add(ref destination, written));
            written += Write(pieces, first: WideGroupLength, ref Unsafe.Add(ref destination, written));
            written += Write(pieces, first: 2 * WideGroupLength, ref Unsafe.Add(ref destination, written));
            source = source[BlockLength..];
        }

        return written;
    }

    /// <summary>Writes a group of 21 bytes.</summary>
    /// <param name="pieces">The pieces of the block.</param>
    /// <param name="first">The first of the 21.</param>
    /// <param name="destination">The destination; a whole vector is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(in WidePieces pieces, byte first, ref byte destination)
    {
        var spread = s_spread + Vector512.Create(first);
        var lanes = Avx512Vbmi.PermuteVar64x8x2(pieces.Characters, s_spreadOfTwo + Vector512.Create(first), pieces.HighDigits);
        lanes = Vector512.ConditionalSelect(s_lowLanes, Avx512Vbmi.PermuteVar64x8(pieces.LowDigits, spread), lanes);
        var kept = (Avx512Vbmi.PermuteVar64x8(pieces.Reserved, spread) | s_firstLanes) & s_usedLanes;
        Avx512Vbmi2.Compress(Vector512<byte>.Zero, kept, lanes).StoreUnsafe(ref destination);
        return BitOperations.PopCount(kept.ExtractMostSignificantBits());
    }

    private static Vector512<byte> Lanes(Func<int, int> value)
    {
        Span<byte> lanes = stackalloc byte[Vector512<byte>.Count];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = (byte)value(lane);
        }

        return Vector512.Create<byte>(lanes);
    }

    private static byte[] Reserved(int from)
    {
        var reserved = new byte[Vector512<byte>.Count];
        for (var i = 0; i < reserved.Length; i++)
        {
            reserved[i] = IsUnreserved(from + i) ? (byte)0 : (byte)0x80;
        }

        return reserved;
    }

    /// <summary>What the text of a block is made of.</summary>
    /// <param name="Characters">Each byte; a percent sign in place of a reserved one.</param>
    /// <param name="HighDigits">The first hexadecimal digit of each byte.</param>
    /// <param name="LowDigits">The second hexadecimal digit of each byte.</param>
    /// <param name="Reserved">The highest bit of each byte that is reserved.</param>
    private readonly record struct WidePieces(
        Vector512<byte> Characters, Vector512<byte> HighDigits, Vector512<byte> LowDigits, Vector512<byte> Reserved);
}
