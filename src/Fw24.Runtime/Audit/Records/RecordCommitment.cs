using System.Buffers.Text;
using System.Text;
using Fw24.Items.Values;

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
    /// <param name="salted">The salt as text, and the canonical form of the record, in UTF-8.</param>
    /// <param name="text">Receives the commitment in base64url.</param>
    public static void Write(ReadOnlySpan<byte> salted, Span<byte> text)
    {
        Span<byte> hash = stackalloc byte[ContentHash.Length];
        ContentHash.Write(salted, hash);
        _ = Base64Url.EncodeToUtf8(hash, text);
    }

    /// <summary>Indicates whether a commitment is that of a record.</summary>
    /// <param name="commitment">The commitment as text.</param>
    /// <param name="salted">The salt as text, and the canonical form of the record, in UTF-8.</param>
    public static bool IsOf(string commitment, ReadOnlySpan<byte> salted)
    {
        Span<byte> text = stackalloc byte[Length];
        Write(salted, text);
        return Ascii.Equals(text, commitment);
    }

    /// <summary>Computes a commitment.</summary>
    /// <param name="salt">The salt as text.</param>
    /// <param name="canonical">The canonical form of the record.</param>
    /// <returns>The commitment in base64url.</returns>
    public static string Of(string salt, ReadOnlySpan<byte> canonical)
    {
        Span<byte> text = stackalloc byte[Length];
        Write([.. Encoding.UTF8.GetBytes(salt), .. canonical], text);
        return Encoding.ASCII.GetString(text);
    }
}
