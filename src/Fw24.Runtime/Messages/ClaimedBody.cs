using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fw24.Messages;

/// <summary>
/// The body of a change message whose data is stored elsewhere. Instead of <c>"data":{…}</c> it has CloudEvents' <c>dataref</c> and, to verify
/// the data, <c>"datasha256"</c> and <c>"datasize"</c>.
/// </summary>
internal static class ClaimedBody
{
    /// <summary>
    /// The maximum number of bytes read from the external store: 16 MiB. A Lambda event has at most 6 MB ("Lambda quotas"); redaction may enlarge it.
    /// </summary>
    public const int MaxSize = 16 * 1024 * 1024;

    private const int HashDigits = 16;
    private const string Extension = ".json";

    // The body's members before its data: ids, an ARN, a subject. A key has at most 3 KB, and JSON takes up to six bytes per byte.
    private const int MaxHead = 64 * 1024;

    /// <summary>Takes the data out of a body and stores it.</summary>
    /// <param name="body">The body, as <see cref="ChangeEnvelope"/> writes it.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="eventId">The change's event id.</param>
    /// <param name="claims">The store that receives the data.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body without its data.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>> StoreAsync(
        ReadOnlyMemory<byte> body, string table, string eventId, IClaimCheck claims, CancellationToken cancellationToken)
    {
        var head = HeadLength(body.Span, "\":"u8);
        var data = body[(head + ",\"data\":".Length)..^1];
        var hash = Convert.ToHexStringLower(SHA256.HashData(data.Span));

        var reference = await claims.StoreAsync(NameOf(table, eventId, hash), data, cancellationToken).ConfigureAwait(false);

        var claimed = new ArrayBufferWriter<byte>(head + 256);
        claimed.Write(body.Span[..head]);
        claimed.Write(Encoding.UTF8.GetBytes($",\"dataref\":\"{JsonEncodedText.Encode(reference)}\",\"datasha256\":\"{hash}\",\"datasize\":{data.Length}}}"));
        return claimed.WrittenMemory;
    }

    /// <summary>Restores the data of a claimed body; returns any other body unchanged.</summary>
    /// <param name="body">The body.</param>
    /// <param name="table">The name of the table that the message must belong to.</param>
    /// <param name="claims">The store of the data; <see langword="null"/> when the function has none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The complete body.</returns>
    /// <exception cref="ItemFormatException">
    /// The data is gone or differs from what the message was created with, or the message cannot have been created with that reference.
    /// Retrying does not help.
    /// </exception>
    /// <exception cref="InvalidOperationException">The function has no store for data.</exception>
    public static ValueTask<ReadOnlyMemory<byte>> ResolveAsync(ReadOnlyMemory<byte> body, string table, IClaimCheck? claims, CancellationToken cancellationToken)
    {
        var head = HeadLength(body.Span, "ref\":"u8);
        return head < 0 ? new(body) : FetchAsync(body, head, table, claims, cancellationToken);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> FetchAsync(
        ReadOnlyMemory<byte> body, int head, string table, IClaimCheck? claims, CancellationToken cancellationToken)
    {
        var claim = DataClaim.Read(body.Span);
        if (claims is null)
        {
            throw new NoClaimCheckException("A message's data is stored elsewhere, but this function has no claim check to fetch it with");
        }

        var name = NameOf(table, claim.EventId, claim.Hash);
        var data = await claims.FetchAsync(claim.Reference, name, claim.Size, cancellationToken).ConfigureAwait(false)
            ?? throw new ItemFormatException("Change message", "dataref", "data that is stored under the message's own table, id and hash", "nothing");
        if (data.Length != claim.Size)
        {
            throw new ItemFormatException("Change message", "datasize", $"data of {claim.Size} bytes", $"{data.Length} bytes");
        }

        if (Convert.ToHexStringLower(SHA256.HashData(data.Span)) != claim.Hash)
        {
            throw new ItemFormatException("Change message", "dataref", "the data that the message was created with", "other data");
        }

        var whole = new byte[head + ",\"data\":}".Length + data.Length];
        body.Span[..head].CopyTo(whole);
        ",\"data\":"u8.CopyTo(whole.AsSpan(head));
        data.Span.CopyTo(whole.AsSpan(head + ",\"data\":".Length));
        whole[^1] = (byte)'}';
        return whole;
    }

    // The members before the data are scalars, and quotes in their text are escaped, so the first ,"data… is the member's name.
    private static int HeadLength(ReadOnlySpan<byte> body, ReadOnlySpan<byte> rest)
    {
        var head = body[..Math.Min(body.Length, MaxHead)];
        var at = 0;
        while (head[at..].IndexOf(",\"data"u8) is >= 0 and var found)
        {
            at += found;
            var name = head[(at + ",\"data".Length)..];
            if (!name.StartsWith("contenttype\":"u8))
            {
                return name.StartsWith(rest) ? at : -1;
            }

            at += ",\"data".Length;
        }

        return -1;
    }

    /// <summary>Removes the data of all messages of a change. Once it is gone, this has no effect.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="eventId">The change's event id.</param>
    /// <param name="claims">The store of the data.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static async ValueTask RemoveAsync(string table, string eventId, IClaimCheck claims, CancellationToken cancellationToken)
    {
        var prefix = PrefixOf(table, eventId);
        await foreach (var name in claims.FindAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            // Another id may begin with this one and a hyphen.
            if (name.Length == prefix.Length + HashDigits + Extension.Length && name.AsSpan(prefix.Length).IndexOf('-') < 0)
            {
                await claims.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The content hash is part of the object name, so a message still resolves after key rotation.
    private static string NameOf(string table, string eventId, string hash) => $"{PrefixOf(table, eventId)}{hash[..HashDigits]}{Extension}";

    private static string PrefixOf(string table, string eventId) => $"{table}/{NameOf(eventId)}-";

    // Event ids are hexadecimal digits or UUIDs. Any other id is escaped so that it stays readable and unique.
    private static string NameOf(string eventId)
    {
        var isPlain = eventId.Length is > 0 and <= 64;
        foreach (var c in eventId)
        {
            isPlain &= char.IsAsciiLetterOrDigit(c) || c is '-';
        }

        return isPlain ? eventId : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));
    }
}
