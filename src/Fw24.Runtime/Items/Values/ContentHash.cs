using System.Security.Cryptography;

namespace Fw24.Items.Values;

/// <summary>
/// Computes SHA-256 hashes. Each thread keeps its hash object, since creating one costs as much as hashing some hundred bytes.
/// </summary>
internal static class ContentHash
{
    public const int Length = SHA256.HashSizeInBytes;

    [ThreadStatic]
    private static SHA256? t_sha256;

    /// <summary>Hashes content.</summary>
    /// <param name="content">The content to hash.</param>
    /// <param name="hash">The destination of <see cref="Length"/> bytes.</param>
    public static void Write(ReadOnlySpan<byte> content, Span<byte> hash)
        => (t_sha256 ??= SHA256.Create()).TryComputeHash(content, hash, out _);
}
