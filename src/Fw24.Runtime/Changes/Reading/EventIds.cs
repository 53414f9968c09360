using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Changes.Reading;

/// <summary>Reads event ids.</summary>
internal static class EventIds
{
    /// <summary>The maximum length of an event id in bytes: the limit of SNS and SQS for a <c>MessageDeduplicationId</c>.</summary>
    /// <remarks>
    /// DynamoDB's ids have 32 characters. An id is copied into messages, parked records, audit records, traces and log lines, so its length must be
    /// limited. In object names and deduplication ids, a hash replaces an id that is not plain.
    /// </remarks>
    public const int MaxLength = 128;

    /// <summary>Reads an event id.</summary>
    /// <param name="json">The cursor, positioned before the id.</param>
    /// <param name="payload">The JSON that the cursor reads.</param>
    /// <param name="id">The unescaped id; empty if it is refused.</param>
    /// <returns><see langword="true"/> if it is a string that is short enough.</returns>
    public static bool TryRead(ref JsonCursor json, ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> id)
    {
        id = default;
        if (!json.TryReadString(out var text))
        {
            return false;
        }

        var whole = json.MemoryOf(text, payload);
        if (whole.Length > MaxLength)
        {
            return json.Fail("an event id of at most 128 bytes", "a longer id");
        }

        id = whole;
        return true;
    }

    /// <summary>Writes an event id, or a hash of one that SNS and SQS would not take in a <c>MessageDeduplicationId</c>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="maxLength">The length up to which it is written: at least that of the hash, 64.</param>
    /// <param name="buffer">The buffer.</param>
    public static void WritePlain(ReadOnlySpan<byte> id, int maxLength, MessageBuffer buffer)
    {
        // Letters, digits and ASCII's punctuation.
        if (id.Length <= maxLength && !id.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            buffer.Append(id);
            return;
        }

        Span<byte> hash = stackalloc byte[ContentHash.Length];
        ContentHash.Write(id, hash);
        Convert.TryToHexStringLower(hash, buffer.Reserve(hash.Length * 2), out var length);
        buffer.Advance(length);
    }
}
