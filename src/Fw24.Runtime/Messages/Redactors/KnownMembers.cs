using System.Buffers;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Messages.Redactors;

/// <summary>The members of a stream record that leave the stream processor of a table with sensitive attributes, besides key and images.</summary>
/// <remarks>
/// Each has a value of its own form. Whatever else a record holds, now or when AWS adds a member, may be a value of the item and is left
/// out; so is <c>SizeBytes</c>, which tells how long a redacted value is.
/// </remarks>
internal static class KnownMembers
{
    // Longer than an ARN of a stream ever is: 255 characters of a table's name, and some 100 around it.
    private const int MaxLength = 512;

    private static readonly SearchValues<byte> s_id = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"u8);
    private static readonly SearchValues<byte> s_arn = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:/."u8);
    private static readonly SearchValues<byte> s_version = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> s_region = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);
    private static readonly SearchValues<byte> s_time = SearchValues.Create("0123456789.:+-eETZ"u8);

    /// <summary>What <c>userIdentity</c> says where DynamoDB itself removed the item: nobody else is ever named there.</summary>
    public static ReadOnlySpan<byte> TimeToLiveIdentity => """{"type":"Service","principalId":"dynamodb.amazonaws.com"}"""u8;

    /// <summary>Whether a member of a record has a value of its form.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">Its value: sound JSON.</param>
    public static bool IsOfRecord(JsonText name, ReadOnlySpan<byte> value)
    {
        var json = new JsonCursor(value);
        if (!json.TryReadString(out var text) || text.Raw.Length > MaxLength)
        {
            return name.Is(WithheldContent.LengthName) && WithheldContent.IsLength(value);
        }

        return (name.Is("eventID"u8) && Consists(text, s_id))
            || (name.Is("eventSourceARN"u8) && Consists(text, s_arn))
            || (name.Is("eventName"u8) && (text.Is("INSERT"u8) || text.Is("MODIFY"u8) || text.Is("REMOVE"u8)))
            || (name.Is("eventSource"u8) && text.Is("aws:dynamodb"u8))
            || (name.Is("eventVersion"u8) && Consists(text, s_version))
            || (name.Is("awsRegion"u8) && Consists(text, s_region))
            || (name.Is(WithheldContent.HashName) && WithheldContent.IsHash(text));
    }

    /// <summary>Whether a member of a record's <c>dynamodb</c> object has a value of its form.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">Its value: sound JSON.</param>
    public static bool IsOfData(JsonText name, ReadOnlySpan<byte> value)
    {
        if (name.Is("ApproximateCreationDateTime"u8))
        {
            return value.Length <= MaxLength && !value.Trim((byte)'"').ContainsAnyExcept(s_time);
        }

        var json = new JsonCursor(value);
        return json.TryReadString(out var text)
            && (name.Is("SequenceNumber"u8)
                ? SequenceNumber.IsValid(text.Raw)
                : name.Is("StreamViewType"u8) && (text.Is("NEW_AND_OLD_IMAGES"u8) || text.Is("NEW_IMAGE"u8) || text.Is("OLD_IMAGE"u8) || text.Is("KEYS_ONLY"u8)));
    }

    private static bool Consists(JsonText text, SearchValues<byte> characters) => !text.Raw.ContainsAnyExcept(characters);
}
