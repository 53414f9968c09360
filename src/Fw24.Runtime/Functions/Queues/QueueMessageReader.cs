using System.Buffers.Text;
using System.Text.Unicode;
using Fw24.Changes.Reading;
using Fw24.Json;

namespace Fw24.Functions.Queues;

/// <summary>Reads the messages of an SQS event one by one.</summary>
/// <param name="payload">The event.</param>
/// <param name="isUtf8">Indicates whether the whole event is valid UTF-8; if not, each message is checked separately.</param>
/// <param name="bodies">Memory for the bodies; allocated when empty.</param>
internal ref struct QueueMessageReader(ReadOnlyMemory<byte> payload, bool isUtf8, Memory<byte> bodies)
{
    private readonly ReadOnlyMemory<byte> _payload = payload;
    private readonly bool _isUtf8 = isUtf8;
    private Memory<byte> _bodies = bodies;
    private RecordDefect _defect;
    private DuplicateMemberGuard<Members> _seen;
    private string? _messageId;
    private ReadOnlyMemory<byte> _body;
    private string? _groupId;
    private bool _isStandard;
    private int _receiveCount;

    [Flags]
    private enum Members
    {
        None = 0,
        MessageId = 1,
        Body = 2,
        Attributes = 4,
        Source = 8,
    }

    /// <summary>Reads the message at the cursor and advances past it, whether it is valid or broken.</summary>
    /// <exception cref="ItemFormatException">The message's id cannot be read.</exception>
    public QueueMessage Read(ref JsonCursor json, int index)
    {
        _seen = default;
        _messageId = null;
        _body = default;
        _groupId = null;
        _isStandard = false;
        _receiveCount = 0;

        json.Peek();
        var start = json.Position;
        _defect = new RecordDefect(start);
        if (!TryReadMembers(ref json) || _defect.IsPresent)
        {
            // The apparent end of a broken record may be wrong too.
            json.MoveTo(start);
            json.SkipMalformedElement();
        }

        if (!_isUtf8 && !Utf8.IsValid(json.From(start)))
        {
            _defect.Note("", "UTF-8 text", "invalid UTF-8");
        }

        if (string.IsNullOrEmpty(_messageId) && FoundInstead(_payload.Span[start..json.Position]) is { } other)
        {
            throw new ItemFormatException($"Records[{index}]", "", "a message of SQS", other);
        }

        if (!_seen.Contains(Members.Body))
        {
            _defect.Note("body", "a string", "nothing");
        }

        if (string.IsNullOrEmpty(_messageId))
        {
            _defect.Note("messageId", "a string", "nothing");
            throw _defect.ToException($"Records[{index}]");
        }

        return new QueueMessage
        {
            MessageId = _messageId,
            Body = _body,
            Json = _payload[start..json.Position],

            // A standard queue passes groups on, but keeps no order within them.
            GroupId = _isStandard ? null : _groupId,
            ReceiveCount = _receiveCount,
            Fault = _defect.IsPresent ? _defect.Describe($"Records[{index}]") : null,
        };
    }

    // An event of another source, for example because the function is connected to it directly.
    private static string? FoundInstead(ReadOnlySpan<byte> record)
    {
        var json = new JsonCursor(record);
        if (json.TryEnterObject())
        {
            while (json.TryNextMember(out var name))
            {
                if (name.Is("Sns"u8))
                {
                    return "a notification of SNS: the function is subscribed to a topic instead of a queue";
                }

                if (name.Is("dynamodb"u8))
                {
                    return "a record of a stream: the function is mapped to a stream instead of a queue";
                }

                json.TrySkipValue();
            }
        }

        return null;
    }

    private bool TryReadMembers(ref JsonCursor json)
    {
        if (!_defect.TryEnterObject("", ref json))
        {
            return false;
        }

        while (json.TryNextMember(out var name))
        {
            var start = json.Position;
            if (!TryReadMember(ref json, name) && !_defect.TrySkipMember("", name, "", start, ref json))
            {
                return false;
            }
        }

        return _defect.IsEndOfObject("", json);
    }

    private bool TryReadMember(ref JsonCursor json, JsonText name)
    {
        if (name.Is("body"u8))
        {
            return _seen.TryAdd(Members.Body, ref json) && TryReadBody(ref json);
        }

        if (name.Is("messageId"u8))
        {
            return _seen.TryAdd(Members.MessageId, ref json) && TryReadText(ref json, out _messageId);
        }

        if (name.Is("attributes"u8))
        {
            return _seen.TryAdd(Members.Attributes, ref json) && TryReadAttributes(ref json);
        }

        if (name.Is("eventSourceARN"u8))
        {
            return _seen.TryAdd(Members.Source, ref json) && (json.TrySkipNull() || TryReadSource(ref json));
        }

        return json.TrySkipValue();
    }

    private bool TryReadSource(ref JsonCursor json)
    {
        var isRead = json.TryReadString(out var arn);
        _isStandard = isRead && !arn.Raw.EndsWith(".fifo"u8);
        return isRead;
    }

    private bool TryReadBody(ref JsonCursor json)
    {
        if (_bodies.IsEmpty)
        {
            // Unescaping never lengthens text, so one payload-sized buffer holds every body.
            _bodies = GC.AllocateUninitializedArray<byte>(_payload.Length);
        }

        if (!json.TryReadString(_bodies.Span, out var length))
        {
            return false;
        }

        _body = _bodies[..length];
        _bodies = _bodies[length..];
        return true;
    }

    private bool TryReadAttributes(ref JsonCursor json)
    {
        if (json.TrySkipNull())
        {
            return true;
        }

        if (!json.TryEnterObject())
        {
            return false;
        }

        while (json.TryNextMember(out var name))
        {
            var isRead = name.Is("MessageGroupId"u8) ? json.TrySkipNull() || TryReadText(ref json, out _groupId)
                : name.Is("ApproximateReceiveCount"u8) ? TryReadCount(ref json)
                : json.TrySkipValue();
            if (!isRead)
            {
                return false;
            }
        }

        return json.Expected is null;
    }

    // SQS sends a string; events written by hand may contain a number.
    private bool TryReadCount(ref JsonCursor json)
    {
        ReadOnlySpan<byte> digits;
        switch (json.Peek())
        {
            case (byte)'n':
                return json.TrySkipNull();
            case (byte)'"':
                var isText = json.TryReadString(out var text);
                digits = isText ? text.Raw : default;
                break;
            default:
                json.TryReadNumber(out digits);
                break;
        }

        if (json.Expected is not null)
        {
            return false;
        }

        return (Utf8Parser.TryParse(digits, out _receiveCount, out var length) && length == digits.Length && _receiveCount >= 0)
            || json.Fail("a count", "another text");
    }

    private static bool TryReadText(ref JsonCursor json, out string? text)
    {
        var isRead = json.TryReadString(out var value);
        text = isRead ? value.ToString() : null;
        return isRead;
    }
}
