using System.Buffers.Binary;
using System.Numerics;

namespace Fw24.Json.Text;

/// <summary>An O(1) hash of a text's length and both ends. Not collision-resistant: use it only where a collision costs a cheap miss.</summary>
internal static class QuickHash
{
    /// <summary>Returns the hash of a text's length and of its first and last bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> text)
    {
        ulong bits;
        if (text.Length >= 8)
        {
            bits = BinaryPrimitives.ReadUInt64LittleEndian(text)
                ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]), 29);
        }
        else if (text.Length >= 4)
        {
            bits = BinaryPrimitives.ReadUInt32LittleEndian(text) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]) << 32);
        }
        else
        {
            bits = text.Length == 0 ? 0 : text[0] | ((ulong)text[^1] << 8) | ((ulong)text[text.Length / 2] << 16);
        }

        return (uint)(((bits + (uint)text.Length) * 0x9E3779B97F4A7C15) >> 32);
    }
}
