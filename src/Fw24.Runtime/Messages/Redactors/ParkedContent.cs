using System.Text.Unicode;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

/// <summary>Creates the stored form of a stream record that cannot be processed: the whole record without sensitive values.</summary>
/// <remarks>
/// A redacted record is marked by an extra member, because a keyed hash must not be hashed again when the record is replayed. Another member
/// names the sensitive attributes that changed, since the images no longer show that. Neither prevents a replay from redacting again.
/// </remarks>
internal static class ParkedContent
{
    private static ReadOnlySpan<byte> Marker => "\"redacted\":true"u8;

    /// <summary>Creates the content.</summary>
    /// <param name="record">The record.</param>
    /// <param name="redactor">Its table's redactor.</param>
    /// <returns>The record's JSON.</returns>
    public static byte[] Of(in StreamRecord record, Redactor redactor)
    {
        var json = record.Json.Span;
        if (!redactor.IsNeeded)
        {
            return json.ToArray();
        }

        if (record.Fault is not null && (!Utf8.IsValid(json) || !JsonCursor.IsObject(json)))
        {
            return WithheldContent.Of(record);
        }

        using var content = new MessageBuffer(json.Length + 64);
        content.Append("{"u8);
        content.Append(Marker);
        var isAnyKept = record.Fault is null ? WriteSound(record, redactor, content) : WriteFaulty(record, content);
        content.Append("}"u8);

        // An object without any record member is a fragment of a broken record.
        return isAnyKept ? content.Take(content.Since(0)).ToArray() : WithheldContent.Of(record);
    }

    /// <summary>Indicates whether a record was already redacted, which means that it comes from the parking queue.</summary>
    /// <param name="record">The record.</param>
    /// <param name="changesAt">The offset of the names of the sensitive attributes that changed, including the quote, or 0.</param>
    public static bool IsRedacted(in StreamRecord record, out int changesAt)
    {
        changesAt = 0;

        // The marker occurs only in replayed records and in items that contain the same text, so records are rarely parsed here.
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

    private static bool WriteSound(in StreamRecord record, Redactor redactor, MessageBuffer content)
    {
        var redacted = redactor.Redact(record, new SensitivePlace[redactor.PlaceCount]);
        redacted.WriteChanges(",\"redactedChanges\":\""u8, content);
        var json = new JsonCursor(record.Json.Span);
        json.TryEnterObject();
        while (TryNextMember(ref json, out var name, out var value))
        {
            if (name.Is("dynamodb"u8))
            {
                content.Append(",\"dynamodb\":"u8);
                redacted.WriteData(content);
            }
            else if (KnownMembers.IsOfRecord(name, value))
            {
                WriteMember(name, value, content);
            }
            else if (name.Is("userIdentity"u8) && record.Origin is ChangeOrigin.TimeToLive)
            {
                WriteMember(name, KnownMembers.TimeToLiveIdentity, content);
            }
        }

        return true;
    }

    private static bool WriteFaulty(in StreamRecord record, MessageBuffer content)
    {
        var isAnyKept = false;
        var isWithheld = IsRedacted(record, out _);
        var json = new JsonCursor(record.Json.Span);
        json.TryEnterObject();
        while (TryNextMember(ref json, out var name, out var value))
        {
            if (name.Is("dynamodb"u8))
            {
                content.Append(",\"dynamodb\":"u8);
                Redactor.WriteMaskedData(record, value, content);
                isAnyKept = true;
            }
            else if (KnownMembers.IsOfBrokenRecord(record, name, value) || (isWithheld && KnownMembers.IsWithheld(name, value)))
            {
                WriteMember(name, value, content);
                isAnyKept = true;
            }
        }

        return isAnyKept;
    }

    private static void WriteMember(JsonText name, ReadOnlySpan<byte> value, MessageBuffer content)
    {
        content.Append(",\""u8);
        content.Append(name.Raw);
        content.Append("\":"u8);
        content.Append(value);
    }

    private static bool TryNextMember(ref JsonCursor json, out JsonText name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!json.TryNextMember(out name))
        {
            return false;
        }

        json.Peek();
        var start = json.Position;
        json.TrySkipValue();
        value = json.From(start);
        return true;
    }
}
