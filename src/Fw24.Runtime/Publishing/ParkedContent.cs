using Fw24.Records;

namespace Fw24.Publishing;

/// <summary>What is kept of a stream record that cannot be processed: the record whole, without sensitive values.</summary>
/// <remarks>
/// A record that was redacted says so in a member of its own, for a keyed hash must not be hashed again when the record is replayed. Another
/// member names the sensitive attributes that changed, which the images no longer tell.
/// </remarks>
internal static class ParkedContent
{
    private static ReadOnlySpan<byte> Marker => "\"redacted\":true"u8;

    /// <summary>Makes the content.</summary>
    /// <param name="record">The record.</param>
    /// <param name="redactor">Its table's redactor.</param>
    /// <returns>The record's JSON.</returns>
    public static byte[] Of(in StreamRecord record, Redactor redactor)
    {
        if (!redactor.IsNeeded || (record.Fault is null && IsRedacted(record, out _)))
        {
            return record.Json.ToArray();
        }

        var json = record.Json.Span;
        using var content = new MessageBuffer(json.Length + 64);
        if (record.Fault is not null || !json.Overlaps(record.Data.Span, out var data))
        {
            redactor.WriteBroken(json, content);
        }
        else
        {
            var redacted = redactor.Redact(record, new SensitivePlace[redactor.PlaceCount]);
            content.Append("{"u8);
            content.Append(Marker);
            redacted.WriteChanges(",\"redactedChanges\":\""u8, content);
            content.Append(","u8);
            content.Append(json[1..data]);
            redacted.WriteData(content);
            content.Append(json[(data + record.Data.Length)..]);
        }

        return content.Take(content.Since(0)).ToArray();
    }

    /// <summary>Whether a record was redacted before, so that it comes from the parking queue.</summary>
    /// <param name="record">The record.</param>
    /// <param name="changesAt">Where in it the names begin of the sensitive attributes that changed, with the quote; 0 where there are none.</param>
    public static bool IsRedacted(in StreamRecord record, out int changesAt)
    {
        changesAt = 0;

        // Found only in replayed records and where an item holds the very text, so the record is hardly ever walked.
        var json = record.Json.Span;
        if (json.IndexOf(Marker) < 0)
        {
            return false;
        }

        var cursor = new JsonCursor(json);
        if (!cursor.TryEnterObject())
        {
            return false;
        }

        var isRedacted = false;
        while (cursor.TryNextMember(out var name))
        {
            var first = cursor.Peek();
            if (name.Is("redacted"u8))
            {
                isRedacted = cursor.TryReadBoolean(out var redacted) && redacted;
                continue;
            }

            changesAt = name.Is("redactedChanges"u8) && first == (byte)'"' ? cursor.Position : changesAt;
            cursor.TrySkipValue();
        }

        return isRedacted;
    }
}
