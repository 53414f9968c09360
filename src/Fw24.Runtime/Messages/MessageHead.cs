using System.Text.Json;
using Fw24.Json;

namespace Fw24.Messages;

/// <summary>The members of a message that identify its kind and its table.</summary>
/// <param name="Kind">The kind of message.</param>
/// <param name="Source">A change's <c>source</c>: the table's ARN.</param>
/// <param name="Type">A change's <c>type</c>: <c>fw24.order.modified.v1</c>.</param>
internal readonly record struct MessageHead(MessageKind Kind, string? Source, string? Type)
{
    private const string TypeStart = "fw24.";

    /// <summary>The entity in a change's type, such as <c>order</c>; <see langword="null"/> if the type names no entity.</summary>
    public string? Entity
        => Type is not null && Type.StartsWith(TypeStart, StringComparison.Ordinal) && Type[TypeStart.Length..].Split('.') is [.. { Length: > 0 } entity, _, _] ? string.Join('.', entity) : null;

    /// <summary>Reads a message's head. For malformed JSON, returns the members before the error.</summary>
    /// <param name="body">The message's body in UTF-8.</param>
    public static MessageHead Read(ReadOnlySpan<byte> body)
    {
        var head = default(MessageHead);
        try
        {
            var json = new Utf8JsonReader(body);
            json.Read();
            while (json.NextMember())
            {
                head = head.With(ref json);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader of the whole message reports the error.
        }

        return head;
    }

    private MessageHead With(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("specversion"u8))
        {
            json.SkipMember();
            return this with { Kind = MessageKind.Change };
        }

        if (json.ValueTextEquals("source"u8))
        {
            return this with { Source = Text(ref json) };
        }

        if (json.ValueTextEquals("type"u8))
        {
            return this with { Type = Text(ref json) };
        }

        if (json.ValueTextEquals("schema"u8))
        {
            return Text(ref json)?.StartsWith("fw24.parked/", StringComparison.Ordinal) is true ? this with { Kind = MessageKind.Parked } : this;
        }

        if (json.ValueTextEquals("detail-type"u8))
        {
            return Text(ref json) is "Object Created" ? this with { Kind = MessageKind.ObjectCreated } : this;
        }

        var isOnFailure = json.ValueTextEquals("DDBStreamBatchInfo"u8);
        var isNotification = json.ValueTextEquals("TopicArn"u8);
        json.SkipMember();
        return isOnFailure ? this with { Kind = MessageKind.OnFailure } : isNotification ? this with { Kind = MessageKind.Notification } : this;
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType is JsonTokenType.String)
        {
            return json.GetString();
        }

        json.Skip();
        return null;
    }
}
