using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

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

    /// <summary>Makes what is kept: <c>{"redacted":true,"eventID":"…","withheldBytes":1234,"withheldHash":"…"}</c>.</summary>
    /// <param name="record">The piece; its event id, where it is known for sure.</param>
    public static byte[] Of(in StreamRecord record)
    {
        using var content = new MessageBuffer(256);
        content.Append("{\"redacted\":true"u8);
        if (!record.EventId.IsEmpty)
        {
            content.Append(",\"eventID\":\""u8);
            content.AppendEscaped(record.EventId.Span);
            content.Append("\""u8);
        }

        var hash = Base64Url.EncodeToString(HMACSHA256.HashData(s_key, record.Json.Span).AsSpan(0, HashBytes));
        content.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"withheldBytes\":{record.Json.Length},\"withheldHash\":\"{hash}\"}}")));
        return content.Take(content.Since(0)).ToArray();
    }

    /// <summary>Whether a value is a length.</summary>
    public static bool IsLength(ReadOnlySpan<byte> value) => value.Length is > 0 and <= 10 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Whether a text is a hash.</summary>
    public static bool IsHash(JsonText text) => text.Raw.Length == Base64Url.GetEncodedLength(HashBytes) && Base64Url.IsValid(text.Raw);
}
