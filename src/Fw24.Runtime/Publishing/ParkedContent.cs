using Fw24.Records;

namespace Fw24.Publishing;

/// <summary>What is kept of a stream record that cannot be processed: the record whole, without sensitive values.</summary>
/// <remarks>A record that was redacted says so in a member of its own, for a keyed hash must not be hashed again when the record is replayed.</remarks>
internal static class ParkedContent
{
    private static ReadOnlySpan<byte> Marker => "\"redacted\":true"u8;

    /// <summary>Makes the content.</summary>
    /// <param name="record">The record.</param>
    /// <param name="redactor">Its table's redactor.</param>
    /// <returns>The record's JSON.</returns>
    public static byte[] Of(in StreamRecord record, Redactor redactor)
    {
        if (!redactor.IsNeeded || (record.Fault is null && IsRedacted(record)))
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
            content.Append("{"u8);
            content.Append(Marker);
            content.Append(","u8);
            content.Append(json[1..data]);
            redactor.WriteData(record, content);
            content.Append(json[(data + record.Data.Length)..]);
        }

        return content.Take(content.Since(0)).ToArray();
    }

    /// <summary>Whether a record was redacted before, so that it comes from the parking queue.</summary>
    /// <param name="record">The record.</param>
    public static bool IsRedacted(in StreamRecord record)
    {
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

        while (cursor.TryNextMember(out var name))
        {
            if (name.Is("redacted"u8))
            {
                return cursor.TryReadBoolean(out var redacted) && redacted;
            }

            cursor.TrySkipValue();
        }

        return false;
    }
}
