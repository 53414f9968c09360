using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Fw24.Items;
using Fw24.Items.Validation;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Changes.Reading;

/// <summary>Reads the records of a stream event one by one.</summary>
/// <param name="payload">The event.</param>
/// <param name="isUtf8"><see langword="true"/> if the whole event is valid UTF-8; if not, each record is checked by itself.</param>
/// <param name="scratch">Memory for <see cref="ItemValidator"/>.</param>
/// <param name="sensitive">The table's sensitive attributes: faults do not show their content.</param>
internal ref struct StreamRecordReader(ReadOnlyMemory<byte> payload, bool isUtf8, Span<uint> scratch, SensitiveNames sensitive)
{
    private static readonly SearchValues<byte> s_idCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"u8);

    private readonly ReadOnlyMemory<byte> _payload = payload;
    private readonly bool _isUtf8 = isUtf8;
    private readonly SensitiveNames _sensitive = sensitive;
    private StreamDataReader _dataReader = new(payload, "dynamodb", scratch, sensitive);
    private RecordDefect _defect;
    private DuplicateMemberGuard<Members> _seen;
    private ReadOnlyMemory<byte> _eventId;

    // True if the id was read before any defect: after a defect, anything may look like an event id.
    private bool _isIdSure;
    private ReadOnlyMemory<byte> _sourceArn;
    private ReadOnlyMemory<byte> _region;
    private ReadOnlyMemory<byte> _data;
    private ChangeOperations _operation;
    private bool _isTimeToLive;

    [Flags]
    private enum Members
    {
        None = 0,
        EventId = 1,
        EventName = 2,
        EventSource = 4,
        SourceArn = 8,
        Region = 16,
        Data = 32,
        Identity = 64,
    }

    /// <summary>Reads the record at the cursor, and moves past it whether it is valid or broken.</summary>
    public StreamRecord Read(ref JsonCursor json, int index)
    {
        _seen = default;
        _eventId = _sourceArn = _region = _data = default;
        _operation = default;
        _isTimeToLive = false;
        _isIdSure = false;

        json.Peek();
        var start = json.Position;
        _defect = new RecordDefect(start);
        if (!TryReadMembers(ref json) || _defect.IsPresent)
        {
            // Even the apparent end of a broken record may be wrong.
            json.MoveTo(start);
            json.SkipMalformedElement();
        }

        var record = _payload[start..json.Position];
        if (!_isUtf8 && !Utf8.IsValid(record.Span))
        {
            _defect.Note("", "UTF-8 text", "invalid UTF-8");
        }

        NoteMissing(record.Span);
        if (_defect.IsPresent && TryReadWithoutNulls(record, _isUtf8, index, _sensitive, out var sound))
        {
            return sound;
        }

        if (_defect.IsPresent && !_sensitive.IsEmpty && !JsonCursor.IsObject(record.Span))
        {
            // Names and values cannot be told apart reliably.
            _defect.HideInside();
        }

        if (_defect.IsPresent && !_sensitive.IsEmpty && (!_isIdSure || _eventId.Span.ContainsAnyExcept(s_idCharacters)))
        {
            _eventId = default;
        }

        var hasData = _seen.Contains(Members.Data);
        return new StreamRecord
        {
            Json = record,
            Data = _data,
            EventId = _eventId,
            SequenceNumber = hasData ? _dataReader.SequenceNumber : default,
            EventSourceArn = _sourceArn,
            Operation = _operation,
            ChangedAt = hasData ? _dataReader.ChangedAt : default,
            Origin = Origin(hasData),
            Keys = hasData ? _dataReader.Keys : default,
            OldImage = hasData ? _dataReader.OldImage : default,
            NewImage = hasData ? _dataReader.NewImage : default,
            Fault = _defect.IsPresent ? _defect.Describe(Name(index)) : null,
        };
    }

    private static bool TryReadWithoutNulls(ReadOnlyMemory<byte> json, bool isUtf8, int index, SensitiveNames sensitive, out StreamRecord record)
    {
        record = default;
        if (NullMembers.RemoveFrom(json, "dynamodb"u8) is not { } without)
        {
            return false;
        }

        // All nulls have been removed, so this does not recurse again.
        scoped var cursor = new JsonCursor(without.Span);
        var reader = new StreamRecordReader(without, isUtf8, stackalloc uint[ItemValidator.ScratchLength], sensitive);
        record = reader.Read(ref cursor, index);
        return record.Fault is null;
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
        if (name.Is("dynamodb"u8))
        {
            return _seen.TryAdd(Members.Data, ref json) && TryReadData(ref json);
        }

        if (name.Is("eventID"u8))
        {
            _isIdSure |= !_defect.IsPresent && !_seen.Contains(Members.EventId);
            return _seen.TryAdd(Members.EventId, ref json) && EventIds.TryRead(ref json, _payload, out _eventId);
        }

        if (name.Is("eventName"u8))
        {
            return _seen.TryAdd(Members.EventName, ref json) && TryReadOperation(ref json);
        }

        if (name.Is("eventSource"u8))
        {
            return _seen.TryAdd(Members.EventSource, ref json) && (json.TrySkipNull() || (json.TryReadString(out var source)
                && (source.Is("aws:dynamodb"u8) || json.Fail("aws:dynamodb", source.Is("aws:sqs"u8) ? "aws:sqs" : "another event source"))));
        }

        if (name.Is("eventSourceARN"u8))
        {
            return _seen.TryAdd(Members.SourceArn, ref json) && (json.TrySkipNull() || TryReadText(ref json, out _sourceArn));
        }

        if (name.Is("awsRegion"u8))
        {
            return _seen.TryAdd(Members.Region, ref json) && (json.TrySkipNull() || TryReadText(ref json, out _region));
        }

        if (name.Is("userIdentity"u8))
        {
            return _seen.TryAdd(Members.Identity, ref json) && TryReadIdentity(ref json);
        }

        return json.TrySkipValue();
    }

    private bool TryReadData(ref JsonCursor json)
    {
        json.Peek();
        var start = json.Position;
        if (!_dataReader.TryRead(ref json, ref _defect))
        {
            return false;
        }

        _data = _payload[start..json.Position];
        return true;
    }

    private bool TryReadOperation(ref JsonCursor json)
    {
        if (!json.TryReadString(out var name))
        {
            return false;
        }

        _operation = name.Is("MODIFY"u8) ? ChangeOperations.Modify
            : name.Is("INSERT"u8) ? ChangeOperations.Insert
            : name.Is("REMOVE"u8) ? ChangeOperations.Remove
            : ChangeOperations.None;
        return _operation is not ChangeOperations.None || json.Fail("INSERT, MODIFY or REMOVE", "another event name");
    }

    /// <summary>Reads the user identity: DynamoDB names itself if the time to live expired; nothing else sets it.</summary>
    private bool TryReadIdentity(ref JsonCursor json)
    {
        if (json.Peek() == (byte)'n')
        {
            return json.TrySkipNull();
        }

        var isService = false;
        var isDynamo = false;
        if (!json.TryEnterObject())
        {
            return false;
        }

        while (json.TryNextMember(out var name))
        {
            // Lambda writes these names in camel case, the DynamoDB Streams API in Pascal case.
            if (name.Is("type"u8) || name.Is("Type"u8))
            {
                isService = !json.TrySkipNull() && json.TryReadString(out var type) && type.Is("Service"u8);
            }
            else if (name.Is("principalId"u8) || name.Is("PrincipalId"u8))
            {
                isDynamo = !json.TrySkipNull() && json.TryReadString(out var principal) && principal.Is("dynamodb.amazonaws.com"u8);
            }
            else
            {
                json.TrySkipValue();
            }

            if (json.Expected is not null)
            {
                return false;
            }
        }

        _isTimeToLive = isService && isDynamo;
        return json.Expected is null;
    }

    private readonly ChangeOrigin Origin(bool hasData)
    {
        if (_isTimeToLive)
        {
            return ChangeOrigin.TimeToLive;
        }

        // Each write to such a global table carries the region in which it was made, including this region.
        var isReplicated = hasData && !_dataReader.UpdateRegion.IsEmpty && !_dataReader.UpdateRegion.SequenceEqual(Region());
        return isReplicated ? ChangeOrigin.Replication : ChangeOrigin.Application;
    }

    private readonly ReadOnlySpan<byte> Region() => _region.IsEmpty ? StreamRecord.RegionOf(_sourceArn.Span) : _region.Span;

    private void NoteMissing(ReadOnlySpan<byte> record)
    {
        if (!_seen.Contains(Members.Data))
        {
            if (FoundInstead(record) is { } other)
            {
                _defect.Note("", "a record of a stream", other);
            }

            _defect.Note("dynamodb", "an object", "nothing");
        }

        if (_eventId.IsEmpty)
        {
            _defect.Note("eventID", "a string", "nothing");
        }

        if (_operation is ChangeOperations.None)
        {
            _defect.Note("eventName", "INSERT, MODIFY or REMOVE", "nothing");
        }
    }

    // Describes an event from another source, which reaches a function that is subscribed to it.
    private static string? FoundInstead(ReadOnlySpan<byte> record)
    {
        var json = new JsonCursor(record);
        if (json.TryEnterObject())
        {
            while (json.TryNextMember(out var name))
            {
                if (name.Is("Sns"u8) || name.Is("TopicArn"u8))
                {
                    return "a notification of SNS: the function is subscribed to a topic instead of being mapped to its table's stream";
                }

                if (name.Is("messageId"u8))
                {
                    return "a message of SQS: the function is mapped to a queue instead of its table's stream";
                }

                json.TrySkipValue();
            }
        }

        return null;
    }

    private bool TryReadText(ref JsonCursor json, out ReadOnlyMemory<byte> text)
    {
        var isRead = json.TryReadString(out var value);
        text = isRead ? json.MemoryOf(value, _payload) : default;
        return isRead;
    }

    /// <summary>Returns the record's name in messages. An unvalidated event id could inject text into logs.</summary>
    private readonly string Name(int index)
    {
        var id = _eventId.Span;
        var isId = id.Length is > 0 and <= 64 && Ascii.IsValid(id) && !id.ContainsAnyExcept(s_idCharacters);
        return isId ? $"Records[{index}] (eventID {Encoding.ASCII.GetString(id)})" : $"Records[{index}]";
    }
}
