using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fw24.Messages;

/// <summary>
/// The body of a change message whose data is kept elsewhere: in the place of <c>"data":{…}</c> it has CloudEvents' <c>dataref</c>
/// and, to know the data by, <c>"datasha256"</c> and <c>"datasize"</c>.
/// </summary>
internal static class ClaimedBody
{
    /// <summary>
    /// The most bytes that are read of what is kept elsewhere: 16 MiB. An event of Lambda has at most 6 MB ("Lambda quotas"), to which a redaction may add.
    /// </summary>
    public const int MaxSize = 16 * 1024 * 1024;

    // What a body begins with up to its data: ids, an ARN, a subject. A key has at most 3 KB, each byte of which six in JSON.
    private const int MaxHead = 64 * 1024;

    /// <summary>Takes the data out of a body and stores it.</summary>
    /// <param name="body">The body, as <see cref="ChangeEnvelope"/> writes it.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="eventId">The change's event id.</param>
    /// <param name="claims">Where the data goes.</param>
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

    /// <summary>Puts the data back into a body that was claimed; another body is returned as it is.</summary>
    /// <param name="body">The body.</param>
    /// <param name="table">The name of the table that the message must be of.</param>
    /// <param name="claims">Where data is kept; <see langword="null"/> when the function has no such place.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The whole body.</returns>
    /// <exception cref="ItemFormatException">
    /// The data is no longer there, is not what the message was made with, or the message names what it cannot have been made with: no later try will fare better.
    /// </exception>
    /// <exception cref="InvalidOperationException">The function has no place where data is kept.</exception>
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
            throw new InvalidOperationException($"A message's data is kept elsewhere, and this function has no IClaimCheck to get it with. Set {Fw24Variables.ClaimBucket}, or register one.");
        }

        var name = NameOf(table, claim.EventId, claim.Hash);
        var data = await claims.FetchAsync(claim.Reference, name, claim.Size, cancellationToken).ConfigureAwait(false)
            ?? throw new ItemFormatException("Change message", "dataref", "data that is kept under the message's own table, id and hash", "nothing");
        if (data.Length != claim.Size)
        {
            throw new ItemFormatException("Change message", "datasize", $"data of {claim.Size} bytes", $"{data.Length} bytes");
        }

        if (Convert.ToHexStringLower(SHA256.HashData(data.Span)) != claim.Hash)
        {
            throw new ItemFormatException("Change message", "dataref", "the data that the message was made with", "other data");
        }

        var whole = new byte[head + ",\"data\":}".Length + data.Length];
        body.Span[..head].CopyTo(whole);
        ",\"data\":"u8.CopyTo(whole.AsSpan(head));
        data.Span.CopyTo(whole.AsSpan(head + ",\"data\":".Length));
        whole[^1] = (byte)'}';
        return whole;
    }

    // The first members of a body are scalars, in whose text a quote has a backslash before it: so the first ,"data… is the member's name.
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

    // With the hash in its name a message finds what it was made with, also after the key of a keyed hash has changed.
    private static string NameOf(string table, string eventId, string hash) => $"{table}/{NameOf(eventId)}-{hash[..16]}.json";

    // Event ids are hexadecimal digits or UUIDs; anything else is kept legible and apart from others.
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
