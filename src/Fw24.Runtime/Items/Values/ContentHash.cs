using System.Security.Cryptography;

namespace Fw24.Items.Values;

/// <summary>The SHA-256 of bytes. Each thread keeps its hash object: making one costs as much as hashing some hundred bytes.</summary>
internal static class ContentHash
{
    public const int Length = SHA256.HashSizeInBytes;

    [ThreadStatic]
    private static SHA256? t_sha256;

    /// <summary>Hashes.</summary>
    /// <param name="content">What is hashed.</param>
    /// <param name="hash">Room for <see cref="Length"/> bytes.</param>
    public static void Write(ReadOnlySpan<byte> content, Span<byte> hash)
        => (t_sha256 ??= SHA256.Create()).TryComputeHash(content, hash, out _);
}
