using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fw24.Records;

namespace Fw24.Publishing;

/// <summary>What is kept of a piece of a broken event, in which names and values cannot be told apart: its length, and a hash that tells it from others.</summary>
/// <remarks>
/// A hash alone would give a short value away to whoever tries them all. It is keyed, and the key is this process's: it tells whether an event came again
/// to the same instance.
/// </remarks>
internal static class WithheldContent
{
    // 128 bits: to tell pieces apart.
    private const int HashBytes = 16;

    private static readonly byte[] s_key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The member that says how many bytes there were.</summary>
    public static ReadOnlySpan<byte> LengthName => "withheldBytes"u8;

    /// <summary>The member with the hash.</summary>
    public static ReadOnlySpan<byte> HashName => "withheldHash"u8;

    /// <summary>Writes what is kept: <c>{"redacted":true,"withheldBytes":1234,"withheldHash":"…"}</c>.</summary>
    /// <param name="piece">The piece.</param>
    public static byte[] Of(ReadOnlySpan<byte> piece)
    {
        var hash = Base64Url.EncodeToString(HMACSHA256.HashData(s_key, piece).AsSpan(0, HashBytes));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"redacted":true,"withheldBytes":{{piece.Length}},"withheldHash":"{{hash}}"}"""));
    }

    /// <summary>Whether a value is a length.</summary>
    public static bool IsLength(ReadOnlySpan<byte> value) => value.Length is > 0 and <= 10 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Whether a text is a hash.</summary>
    public static bool IsHash(JsonText text) => text.Raw.Length == Base64Url.GetEncodedLength(HashBytes) && Base64Url.IsValid(text.Raw);
}
