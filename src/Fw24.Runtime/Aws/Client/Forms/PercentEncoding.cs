using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fw24.Aws.Client.Forms;

/// <summary>Percent-encoding of form values: unreserved bytes are kept (RFC 3986, section 2.3), any other becomes <c>%XX</c>.</summary>
/// <remarks>
/// A third of JSON's bytes are quotes, braces, colons and commas, a few bytes apart: too close to search for the next one, and encoding them
/// one by one would be the largest cost of a request. So five bytes are encoded at a time: with two hexadecimal digits
/// for each and a percent sign they exactly fill a vector, from which one shuffle picks the text.
/// </remarks>
internal static partial class PercentEncoding
{
    /// <summary>The number of bytes after the text that may be overwritten.</summary>
    public const int Slack = 16;

    private const int GroupLength = 5;
    private const int GroupsPerBlock = 3;
    private const int BlockLength = GroupLength * GroupsPerBlock;

    // The layout of a vector of pieces: five characters, their high and low digits, and a percent sign.
    private const int High = GroupLength, Low = 2 * GroupLength, Percent = 3 * GroupLength;

    // The encoded form of each byte: the text in the low bytes, its length in the highest.
    private static readonly uint[] s_texts = CreateTexts();

    // For each set of unreserved bytes among five, the pieces that make up the text.
    private static readonly Vector128<byte>[] s_picks = CreatePicks();

    // For each low nibble, one bit per high nibble (2x to 7x) with which it is an unreserved byte.
    private static readonly Vector128<byte> s_highHalves = CreateHighHalves();

    private static Vector128<byte> HighHalfBits => Vector128.Create((byte)0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0);

    private static Vector128<byte> Digits => Vector128.Create("0123456789ABCDEF"u8);

    private static Vector128<byte> CharacterLanes => Vector128.Create(255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)0);

    private static Vector128<byte> HighLanes => Vector128.Create(0, 0, 0, 0, 0, 15, 15, 15, 15, 15, 0, 0, 0, 0, 0, (byte)0);

    private static Vector128<byte> LowLanes => Vector128.Create(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15, 15, 15, 15, 15, (byte)0);

    // Turns the '0' digit of the last lane into a percent sign.
    private static Vector128<byte> ZeroToPercent => Vector128.Create(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)('0' ^ '%'));

    /// <summary>Encodes bytes.</summary>
    /// <param name="source">Any bytes.</param>
    /// <param name="destination">Room for three times as many bytes, plus <see cref="Slack"/>.</param>
    /// <returns>The length of the text.</returns>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> destination) => Encode(source, destination, IsWide);

    /// <summary>Encodes bytes, 21 at a time or five.</summary>
    internal static int Encode(ReadOnlySpan<byte> source, Span<byte> destination, bool isWide)
    {
        // The maximum that is ever overwritten: the vector stores below need no further bounds checks.
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, (source.Length * 3) + Slack);
        ref var start = ref MemoryMarshal.GetReference(destination);
        var written = isWide ? EncodeWide(ref source, ref start) : 0;
        written += EncodeBlocks(ref source, ref Unsafe.Add(ref start, written));
        foreach (var b in source)
        {
            var text = s_texts[b];
            BinaryPrimitives.WriteUInt32LittleEndian(destination[written..], text);
            written += (int)(text >> 24);
        }

        return written;
    }

    private static int EncodeBlocks(ref ReadOnlySpan<byte> source, ref byte start)
    {
        var written = 0;
        while (source.Length >= Vector128<byte>.Count)
        {
            var block = Vector128.Create(source);
            var plain = FindUnreserved(block);
            written += EncodeGroup(block, Vector128.Create((byte)0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0), plain, ref Unsafe.Add(ref start, written));
            written += EncodeGroup(block, Vector128.Create((byte)5, 6, 7, 8, 9, 5, 6, 7, 8, 9, 5, 6, 7, 8, 9, 5), plain >> GroupLength, ref Unsafe.Add(ref start, written));
            written += EncodeGroup(block, Vector128.Create((byte)10, 11, 12, 13, 14, 10, 11, 12, 13, 14, 10, 11, 12, 13, 14, 10), plain >> (2 * GroupLength), ref Unsafe.Add(ref start, written));
            source = source[BlockLength..];
        }

        return written;
    }

    /// <summary>Returns a bit for each unreserved byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FindUnreserved(Vector128<byte> block)
    {
        var highHalves = Vector128.ShuffleNative(s_highHalves, block & Vector128.Create((byte)15));
        var highHalf = Vector128.ShuffleNative(HighHalfBits, block >> 4);
        return ~Vector128.Equals(highHalves & highHalf, Vector128<byte>.Zero).ExtractMostSignificantBits();
    }

    /// <summary>Encodes five bytes of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="spread">The five positions, three times over.</param>
    /// <param name="plain">A bit for each of the five that is unreserved; higher bits are ignored.</param>
    /// <param name="destination">The destination; a whole vector is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EncodeGroup(Vector128<byte> block, Vector128<byte> spread, uint plain, ref byte destination)
    {
        plain &= (1 << GroupLength) - 1;
        var bytes = Vector128.ShuffleNative(block, spread);
        var halves = ((bytes >> 4) & HighLanes) | (bytes & LowLanes);
        var digits = Vector128.ShuffleNative(Digits, halves);
        var pieces = Vector128.ConditionalSelect(CharacterLanes, bytes, digits ^ ZeroToPercent);
        Vector128.ShuffleNative(pieces, s_picks[plain]).StoreUnsafe(ref destination);
        return (3 * GroupLength) - (2 * BitOperations.PopCount(plain));
    }

    private static bool IsUnreserved(int b) => b < 128 && (char.IsAsciiLetterOrDigit((char)b) || "-._~".Contains((char)b));

    private static uint[] CreateTexts()
    {
        var texts = new uint[256];
        for (var b = 0; b < texts.Length; b++)
        {
            texts[b] = IsUnreserved(b)
                ? (uint)b | (1u << 24)
                : '%' | ((uint)"0123456789ABCDEF"[b >> 4] << 8) | ((uint)"0123456789ABCDEF"[b & 15] << 16) | (3u << 24);
        }

        return texts;
    }

    private static Vector128<byte>[] CreatePicks()
    {
        var picks = new Vector128<byte>[1 << GroupLength];
        Span<byte> pick = stackalloc byte[Vector128<byte>.Count];
        for (var plain = 0; plain < picks.Length; plain++)
        {
            pick.Clear();
            var length = 0;
            for (var i = 0; i < GroupLength; i++)
            {
                if ((plain & (1 << i)) != 0)
                {
                    pick[length++] = (byte)i;
                    continue;
                }

                pick[length++] = Percent;
                pick[length++] = (byte)(High + i);
                pick[length++] = (byte)(Low + i);
            }

            picks[plain] = Vector128.Create<byte>(pick);
        }

        return picks;
    }

    private static Vector128<byte> CreateHighHalves()
    {
        Span<byte> bits = stackalloc byte[Vector128<byte>.Count];
        for (var b = 0x20; b < 0x80; b++)
        {
            if (IsUnreserved(b))
            {
                bits[b & 15] |= (byte)(1 << ((b >> 4) - 2));
            }
        }

        return Vector128.Create<byte>(bits);
    }
}
