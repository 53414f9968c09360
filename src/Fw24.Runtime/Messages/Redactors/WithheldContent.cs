using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

/// <summary>
/// The stored form of a fragment of a broken event, in which names and values cannot be distinguished: its length, and a hash to compare fragments.
/// </summary>
/// <remarks>
/// A plain hash of a short value could be brute-forced. The hash is keyed with a key of this process, so it shows only whether an event was
/// received again by the same instance.
/// </remarks>
internal static class WithheldContent
{
    // 128 bits suffice to distinguish fragments.
    private const int HashBytes = 16;

    private static readonly byte[] s_key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The name of the member with the number of bytes.</summary>
    public static ReadOnlySpan<byte> LengthName => "withheldBytes"u8;

    /// <summary>The name of the member with the hash.</summary>
    public static ReadOnlySpan<byte> HashName => "withheldHash"u8;

    /// <summary>Creates the stored form: <c>{"redacted":true,"eventID":"…","withheldBytes":1234,"withheldHash":"…"}</c>.</summary>
    /// <param name="record">The fragment, with its event id if known for certain.</param>
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

    /// <summary>Indicates whether a value is a length.</summary>
    public static bool IsLength(ReadOnlySpan<byte> value) => value.Length is > 0 and <= 10 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Indicates whether a text is a hash.</summary>
    public static bool IsHash(JsonText text) => text.Raw.Length == Base64Url.GetEncodedLength(HashBytes) && Base64Url.IsValid(text.Raw);
}
