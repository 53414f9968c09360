using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Fw24.Messages;
using Fw24.Replay;

namespace Fw24.Operations.Contents;

/// <summary>Reads the content of messages as far as it can be read.</summary>
internal static class ContentReader
{
    // A record of 64 levels, in a message. Of two members of one name, readers take different ones.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 80, AllowDuplicateProperties = false };

    /// <summary>Reads the content of a message.</summary>
    /// <param name="message">The message.</param>
    public static FailureContent Read(FailureMessage message)
    {
        var unknown = new FailureContent { Kind = FailureContentKind.Unknown, Function = message.Queue.Function };
        return ReadBody(message.Body, unknown) ?? unknown;
    }

    private static FailureContent? ReadBody(ReadOnlyMemory<byte> body, FailureContent known)
    {
        try
        {
            using var json = JsonDocument.Parse(body, s_options);
            return json.RootElement.ValueKind is not JsonValueKind.Object ? null : MessageHead.Read(body.Span).Kind switch
            {
                MessageKind.Parked => ReadParked(json.RootElement, known),
                MessageKind.Change => ReadChange(json.RootElement, known),
                MessageKind.OnFailure => ReadRange(StreamRange.Read(body), known),
                MessageKind.ObjectCreated => known with { Kind = FailureContentKind.Object, Reference = FailedObject.Read(body).Reference },
                _ => Member(json.RootElement, "dynamodb") is not null ? ReadRecord(json.RootElement, known) : null,
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static FailureContent ReadParked(JsonElement parked, FailureContent known)
    {
        known = known with
        {
            Function = Text(parked, "function") ?? known.Function,
            Reason = Text(parked, "reason"),
            EventId = Text(parked, "eventId"),
            ParkedAt = Time(parked, "parkedAt"),
            Reference = Text(parked, "contentRef"),
        };
        var content = Member(parked, "content") is { } json ? Raw(json)
            : Member(parked, "contentBase64") is { ValueKind: JsonValueKind.String } text && text.TryGetBytesFromBase64(out var bytes)
                ? bytes
            : null;
        return content is null ? known : ReadBody(content, known) ?? known;
    }

    // A CloudEvents event.
    private static FailureContent ReadChange(JsonElement change, FailureContent known)
    {
        var head = new MessageHead(MessageKind.Change, Text(change, "source"), Text(change, "type"));
        var read = known with
        {
            Kind = FailureContentKind.Change,
            Table = TableIn(head.Source),
            Entity = head.Entity,
            Operation = head.Type?.Split('.') is [.., var operation, _] ? OperationOf(operation) : null,
            EventId = Text(change, "id") ?? known.EventId,
            ChangedAt = Time(change, "time"),
            SequenceNumber = Text(change, "sequence"),
            ItemGroup = Text(change, "partitionkey"),
            Reference = Text(change, "dataref") ?? known.Reference,
        };
        read = Member(change, "data") is { } data ? ReadData(data, read) : read;
        return read with { Item = Text(change, "subject") ?? read.Item };
    }

    private static FailureContent ReadRecord(JsonElement record, FailureContent known)
    {
        var read = known with
        {
            Kind = FailureContentKind.Record,
            Table = TableIn(Text(record, "eventSourceARN")),
            EventId = Text(record, "eventID") ?? known.EventId,
            Operation = OperationOf(Text(record, "eventName")),
        };
        return ReadData(record.GetProperty("dynamodb"), read);
    }

    // The dynamodb object of a stream record, which a change message contains, too.
    private static FailureContent ReadData(JsonElement data, FailureContent known)
    {
        var keys = Image(data, "Keys");
        return known with
        {
            Keys = keys,
            OldImage = Image(data, "OldImage"),
            NewImage = Image(data, "NewImage"),
            Item = KeyText.Of(keys, isReversed: false),
            SequenceNumber = Text(data, "SequenceNumber") ?? known.SequenceNumber,
            ChangedAt = known.ChangedAt ?? Seconds(data, "ApproximateCreationDateTime"),
        };
    }

    private static FailureContent ReadRange(StreamRange range, FailureContent known) => known with
    {
        Kind = FailureContentKind.Range,
        Table = TableIn(range.StreamArn),
        Range = range,
        SequenceNumber = range.StartSequenceNumber,
    };

    // arn:aws:dynamodb:eu-central-1:123456789012:table/orders, and /stream/… after it.
    private static string? TableIn(string? arn)
        => arn?.Split(':', 6) is ["arn", _, "dynamodb", _, _, var resource]
            && resource.Split('/') is ["table", { Length: > 0 } name, ..] ? name : null;

    private static ChangeOperations? OperationOf(string? text) => text switch
    {
        "INSERT" or "inserted" => ChangeOperations.Insert,
        "MODIFY" or "modified" => ChangeOperations.Modify,
        "REMOVE" or "removed" => ChangeOperations.Remove,
        _ => null,
    };

    // Attributes with their types. A record that could not be read has {"S":"***"} instead, which is none.
    private static ItemImage Image(JsonElement data, string name)
        => Member(data, name) is { ValueKind: JsonValueKind.Object } image
            && image.EnumerateObject().All(static attribute => attribute.Value.ValueKind is JsonValueKind.Object)
            ? new ItemImage(Raw(image))
            : default;

    private static byte[] Raw(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();

    private static JsonElement? Member(JsonElement element, string name)
        => element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement element, string name)
        => Member(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    private static DateTimeOffset? Time(JsonElement element, string name)
        => DateTimeOffset.TryParse(Text(element, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static DateTimeOffset? Seconds(JsonElement element, string name)
        => Member(element, name) is { ValueKind: JsonValueKind.Number } number
            && number.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
