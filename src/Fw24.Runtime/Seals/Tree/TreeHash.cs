using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Fw24.Seals.Tree;

/// <summary>A SHA-256 hash in a Merkle tree. The members are the hash's bytes, as they lie in memory.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct TreeHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>The length in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Reads a hash.</summary>
    /// <param name="bytes">Its 32 bytes.</param>
    public static TreeHash Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<TreeHash>(bytes);

    /// <summary>Reads a hash from Base64.</summary>
    /// <returns>The hash; <see langword="null"/> when the text is not 32 bytes in Base64.</returns>
    public static TreeHash? FromBase64(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return text.Length == 44 && Convert.TryFromBase64String(text, bytes, out var length) && length == Length ? Read(bytes) : null;
    }

    /// <summary>Writes the hash.</summary>
    /// <param name="bytes">The destination, of 32 bytes or more.</param>
    public void Write(Span<byte> bytes) => MemoryMarshal.Write(bytes, this);

    /// <summary>Returns the hash in Base64, as notes contain it.</summary>
    public string ToBase64()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Returns the hash in Base64.</summary>
    public override string ToString() => ToBase64();
}
