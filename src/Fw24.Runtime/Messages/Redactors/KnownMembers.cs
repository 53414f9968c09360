using System.Buffers;
using System.Text;
using Fw24.Configuration;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

/// <summary>The members of a stream record, other than the key and images, that leave the stream processor of a table with sensitive attributes.</summary>
/// <remarks>
/// The value of each has a known format. Any other member, now or added by AWS later, may contain a value of the item and is left out; so is
/// <c>SizeBytes</c>, which reveals the length of a redacted value.
/// </remarks>
internal static class KnownMembers
{
    // Longer than any stream ARN: up to 255 characters of table name plus about 100.
    private const int MaxLength = 512;

    private static readonly SearchValues<byte> s_id = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"u8);
    private static readonly SearchValues<byte> s_arn = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:/."u8);
    private static readonly SearchValues<byte> s_region = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);
    private static readonly SearchValues<byte> s_time = SearchValues.Create("0123456789.:+-eETZ"u8);

    /// <summary>The <c>userIdentity</c> of a removal by DynamoDB's TTL, the only identity that ever occurs there.</summary>
    public static ReadOnlySpan<byte> TimeToLiveIdentity => """{"type":"Service","principalId":"dynamodb.amazonaws.com"}"""u8;

    /// <summary>Indicates whether a member of a valid record is known and has a value of its format.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member's value: valid JSON.</param>
    public static bool IsOfRecord(JsonText name, ReadOnlySpan<byte> value)
    {
        var json = new JsonCursor(value);
        return json.TryReadString(out var text) && text.Raw.Length <= MaxLength
            && ((name.Is("eventID"u8) && Consists(text, s_id))
                || (name.Is("eventSourceARN"u8) && Consists(text, s_arn))
                || (name.Is("awsRegion"u8) && Consists(text, s_region))
                || IsTerm(name, text));
    }

    /// <summary>Indicates whether a member of an unreadable record belongs to the record itself.</summary>
    /// <remarks>
    /// One extra brace moves the contents of an item to the level of the record's own members. A value's format proves nothing there: the value must be a
    /// constant of AWS's, or equal to the one that was read from the record.
    /// </remarks>
    /// <param name="record">The record.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member's value: valid JSON.</param>
    public static bool IsOfBrokenRecord(in StreamRecord record, JsonText name, ReadOnlySpan<byte> value)
    {
        var json = new JsonCursor(value);
        return json.TryReadString(out var text)
            && (name.Is("eventID"u8) ? Consists(text, s_id) && text.Is(record.EventId.Span)
                : name.Is("eventSourceARN"u8) ? Consists(text, s_arn) && text.Is(record.EventSourceArn.Span) && TableArn.ParseSource(Encoding.UTF8.GetString(text.Raw)) is not null
                : IsTerm(name, text));
    }

    /// <summary>Indicates whether a member is one that <see cref="WithheldContent"/> writes.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member's value: valid JSON.</param>
    public static bool IsWithheld(JsonText name, ReadOnlySpan<byte> value)
    {
        var json = new JsonCursor(value);
        return name.Is(WithheldContent.LengthName)
            ? WithheldContent.IsLength(value)
            : name.Is(WithheldContent.HashName) && json.TryReadString(out var text) && WithheldContent.IsHash(text);
    }

    /// <summary>Indicates whether a member of a valid record's <c>dynamodb</c> object is known and has a value of its format.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member's value: valid JSON.</param>
    public static bool IsOfData(JsonText name, ReadOnlySpan<byte> value)
    {
        if (name.Is("ApproximateCreationDateTime"u8))
        {
            return value.Length <= MaxLength && !value.Trim((byte)'"').ContainsAnyExcept(s_time);
        }

        var json = new JsonCursor(value);
        return json.TryReadString(out var text) && (name.Is("SequenceNumber"u8) ? SequenceNumber.IsValid(text.Raw) : IsTerm(name, text));
    }

    /// <summary>Indicates whether a member of an unreadable record's <c>dynamodb</c> object belongs to the record itself.</summary>
    /// <param name="record">The record.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member's value: valid JSON.</param>
    public static bool IsOfBrokenData(in StreamRecord record, JsonText name, ReadOnlySpan<byte> value)
    {
        if (name.Is("ApproximateCreationDateTime"u8))
        {
            return UnixTime.TryParseAnyUnit(value, out var time) && time == record.ChangedAt;
        }

        var json = new JsonCursor(value);
        return json.TryReadString(out var text) && (name.Is("SequenceNumber"u8) ? text.Is(record.SequenceNumber.Span) : IsTerm(name, text));
    }

    // AWS documents the complete list of values of these members.
    private static bool IsTerm(JsonText name, JsonText text)
        => name.Is("eventName"u8) ? text.Is("INSERT"u8) || text.Is("MODIFY"u8) || text.Is("REMOVE"u8)
            : name.Is("eventSource"u8) ? text.Is("aws:dynamodb"u8)
            : name.Is("eventVersion"u8) ? text.Is("1.0"u8) || text.Is("1.1"u8)
            : name.Is("StreamViewType"u8) && (text.Is("NEW_AND_OLD_IMAGES"u8) || text.Is("NEW_IMAGE"u8) || text.Is("OLD_IMAGE"u8) || text.Is("KEYS_ONLY"u8));

    private static bool Consists(JsonText text, SearchValues<byte> characters) => !text.Raw.ContainsAnyExcept(characters);
}
