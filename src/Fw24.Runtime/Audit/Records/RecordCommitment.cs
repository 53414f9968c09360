using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Fw24.Audit.Records;

/// <summary>
/// The commitment of an audit record: the SHA-256 hash of a random salt, as text, and the record's canonical form. Who knows both can
/// show what the
/// record was; who knows neither learns nothing, even if there are few possible contents. Removing them erases the record and leaves the
/// commitment.
/// </summary>
internal static class RecordCommitment
{
    /// <summary>The length of a salt in bytes.</summary>
    public const int SaltBytes = 16;

    /// <summary>The length of a salt as text, in base64url.</summary>
    public const int SaltLength = 22;

    /// <summary>The length of a commitment as text, in base64url.</summary>
    public const int Length = 43;

    /// <summary>Computes a commitment.</summary>
    /// <param name="salt">The salt as text, in UTF-8.</param>
    /// <param name="canonical">The canonical form of the record.</param>
    /// <param name="text">Receives the commitment in base64url.</param>
    public static void Write(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> canonical, Span<byte> text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(canonical);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        _ = hash.GetHashAndReset(bytes);
        _ = Base64Url.EncodeToUtf8(bytes, text);
    }

    /// <summary>Computes a commitment.</summary>
    /// <param name="salt">The salt as text.</param>
    /// <param name="canonical">The canonical form of the record.</param>
    /// <returns>The commitment in base64url.</returns>
    public static string Of(string salt, ReadOnlySpan<byte> canonical)
    {
        Span<byte> text = stackalloc byte[Length];
        Write(Encoding.UTF8.GetBytes(salt), canonical, text);
        return Encoding.ASCII.GetString(text);
    }
}
