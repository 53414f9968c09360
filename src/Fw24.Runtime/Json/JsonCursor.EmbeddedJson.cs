using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fw24.Json;

/// <content>JSON embedded as a string within JSON: an escaped quote every few bytes, and hardly any other escape.</content>
internal ref partial struct JsonCursor
{
    private const int HalfBlock = 8;

    // For each set of bytes to drop from eight: a shuffle that moves the remaining bytes together.
    private static readonly Vector128<byte>[] s_withoutSet = CreateWithoutSets();

    /// <summary>Copies the string's bytes, removing the backslashes before quotes, up to another escape or the end of the string.</summary>
    /// <remarks>Processes sixteen bytes at a time, however many quotes they contain; searching for each quote takes three times as long.</remarks>
    /// <returns>The number of bytes written. The last block and any other escape are left to the caller.</returns>
    private int UnescapeEmbedded(Span<byte> destination)
    {
        const uint LastOfBlock = 1 << 15;
        var rest = _json[Position..];
        var (read, written) = Avx512Vbmi2.IsSupported ? UnescapeWide(rest, destination) : (0, 0);
        while (rest.Length - read >= Vector128<byte>.Count && destination.Length - written >= 2 * Vector128<byte>.Count)
        {
            var block = Vector128.Create(rest[read..]);
            var quotes = Vector128.Equals(block, Vector128.Create((byte)'"')).ExtractMostSignificantBits();
            var backslashes = Vector128.Equals(block, Vector128.Create((byte)'\\')).ExtractMostSignificantBits();

            // A backslash at the end of the block becomes the first byte of the next one.
            var cut = (backslashes & LastOfBlock) >> 15;
            backslashes &= ~LastOfBlock;
            if (quotes != backslashes << 1 || Vector128.LessThanAny(block, Vector128.Create((byte)' ')))
            {
                break;
            }

            written += CopyWithout(backslashes & 0xFF, block, 0, destination[written..]);
            written += CopyWithout(backslashes >> HalfBlock, block, HalfBlock, destination[written..]) - (int)cut;
            read += Vector128<byte>.Count - (int)cut;
        }

        Position += read;
        return written;
    }

    /// <summary>Does the same for 64 bytes at a time.</summary>
    private static (int Read, int Written) UnescapeWide(ReadOnlySpan<byte> json, Span<byte> destination)
    {
        const ulong LastOfBlock = 1UL << 63;
        var (read, written) = (0, 0);
        while (json.Length - read >= Vector512<byte>.Count && destination.Length - written >= Vector512<byte>.Count)
        {
            var block = Vector512.Create(json[read..]);
            var isBackslash = Vector512.Equals(block, Vector512.Create((byte)'\\'));
            var quotes = Vector512.Equals(block, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
            var backslashes = isBackslash.ExtractMostSignificantBits();
            if (quotes != (backslashes & ~LastOfBlock) << 1 || Vector512.LessThanAny(block, Vector512.Create((byte)' ')))
            {
                break;
            }

            Avx512Vbmi2.Compress(Vector512<byte>.Zero, ~isBackslash, block).CopyTo(destination[written..]);
            written += Vector512<byte>.Count - BitOperations.PopCount(backslashes);
            read += Vector512<byte>.Count - (int)(backslashes >> 63);
        }

        return (read, written);
    }

    /// <summary>Copies half a block without a set of its bytes; the bytes after them will be overwritten.</summary>
    private static int CopyWithout(uint set, Vector128<byte> block, byte start, Span<byte> destination)
    {
        Vector128.ShuffleNative(block, s_withoutSet[set] + Vector128.Create(start)).CopyTo(destination);
        return HalfBlock - BitOperations.PopCount(set);
    }

    private static Vector128<byte>[] CreateWithoutSets()
    {
        var places = new Vector128<byte>[1 << HalfBlock];
        Span<byte> kept = stackalloc byte[Vector128<byte>.Count];
        for (var set = 0; set < places.Length; set++)
        {
            kept.Clear();
            var count = 0;
            for (byte place = 0; place < HalfBlock; place++)
            {
                if ((set & (1 << place)) == 0)
                {
                    kept[count++] = place;
                }
            }

            places[set] = Vector128.Create<byte>(kept);
        }

        return places;
    }
}
