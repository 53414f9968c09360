using System.Text.Unicode;
using Fw24.Changes.Reading;
using Fw24.Items;
using Fw24.Items.Validation;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Messages;

/// <summary>Reads one change message.</summary>
/// <param name="body">The message's body.</param>
/// <param name="scratch">Memory for <see cref="ItemValidator"/>.</param>
/// <param name="own">The table that the change must belong to; <see langword="null"/> to accept any.</param>
internal ref struct ChangeEnvelopeReader(ReadOnlyMemory<byte> body, Span<uint> scratch, OwnTable? own = null)
{
    private const string Name = "Change message";

    private readonly ReadOnlyMemory<byte> _body = body;
    private StreamDataReader _dataReader = new(body, "data", scratch, SensitiveNames.None);
    private RecordDefect _defect;
    private DuplicateMemberGuard<Members> _seen;
    private ReadOnlyMemory<byte> _id;
    private ReadOnlyMemory<byte> _source;
    private ReadOnlyMemory<byte> _data;
    private ReadOnlyMemory<byte> _traceParent;
    private ChangeOperations _operation;
    private ChangeOrigin _origin;
    private DateTimeOffset _time;
    private ReadOnlySpan<byte> _entity;
    private ReadOnlySpan<byte> _sequence;
    private ReadOnlySpan<byte> _subject;
    private ReadOnlySpan<byte> _partitionKey;
    private ReadOnlySpan<byte> _schema;
    private int _redactedAt;

    [Flags]
    private enum Members
    {
        None = 0,
        Version = 1,
        Id = 2,
        Type = 4,
        Data = 8,
        Source = 16,
        Time = 32,
        Origin = 64,
        TraceParent = 128,
        Redacted = 256,
        Sequence = 512,
        Subject = 1024,
        PartitionKey = 2048,
        Schema = 4096,
        ContentType = 8192,
        Required = Version | Id | Type | Data,
    }

    public StreamRecord Read()
    {
        var json = new JsonCursor(_body.Span);
        if (!Utf8.IsValid(_body.Span))
        {
            throw new ItemFormatException(Name, "body", "UTF-8 text", "invalid UTF-8");
        }

        if (!TryReadMembers(ref json) || _defect.IsPresent)
        {
            _defect.Note("body", json);
            throw _defect.ToException(Name);
        }

        if (!_seen.Contains(Members.Required))
        {
            throw new ItemFormatException(Name, "body", "the members specversion, id, type and data", FoundInstead());
        }

        if (!_schema.IsEmpty && !_schema.SequenceEqual("fw24.change/1"u8))
        {
            throw new ItemFormatException(Name, "schema", ChangeMessage.Schema, "another one");
        }

        var record = new StreamRecord
        {
            Json = _body,
            Data = _data,
            EventId = _id,
            SequenceNumber = _dataReader.SequenceNumber,
            EventSourceArn = _source,
            Operation = _operation,
            ChangedAt = _dataReader.ChangedAt == default ? _time : _dataReader.ChangedAt,
            Origin = _origin,
            Keys = _dataReader.Keys,
            OldImage = _dataReader.OldImage,
            NewImage = _dataReader.NewImage,
            TraceParent = _traceParent,
            RedactedChangesAt = _redactedAt,
            IsFromMessage = true,
        };
        own?.Demand(record, new ChangeHead { Entity = _entity, Sequence = _sequence, Subject = _subject, PartitionKey = _partitionKey, Time = _time });
        return record;
    }

    // Names the messages most often mistaken for a change. A notification is rejected, not unwrapped: permission to publish notifications to the topic does
    // not imply permission to send changes.
    private readonly string FoundInstead() => MessageHead.Read(_body.Span).Kind switch
    {
        MessageKind.Notification => "a notification of SNS: raw message delivery is off for the queue's subscription (RawMessageDelivery)",
        MessageKind.Parked => "a message of the parking queue, which the Replayer replays",
        MessageKind.OnFailure or MessageKind.ObjectCreated => "a message to an on-failure destination, which the Replayer replays",
        _ => "fewer",
    };

    private bool TryReadMembers(ref JsonCursor json)
    {
        if (!json.TryEnterObject())
        {
            return false;
        }

        while (json.TryNextMember(out var name))
        {
            if (!TryReadMember(ref json, name))
            {
                _defect.Note(ItemPath.Name(name), json);
                return false;
            }
        }

        return json.Expected is null && (json.IsAtEnd() || json.Fail("the end of the message"));
    }

    private bool TryReadMember(ref JsonCursor json, JsonText name)
    {
        if (name.Is("data"u8))
        {
            return _seen.TryAdd(Members.Data, ref json) && TryReadData(ref json);
        }

        if (name.Is("specversion"u8))
        {
            return _seen.TryAdd(Members.Version, ref json) && json.TryReadString(out var version)
                && (version.Is("1.0"u8) || json.Fail("1.0", "another version"));
        }

        if (name.Is("id"u8))
        {
            return _seen.TryAdd(Members.Id, ref json) && EventIds.TryRead(ref json, _body, out _id) && (!_id.IsEmpty || json.Fail("an id", "an empty one"));
        }

        if (name.Is("type"u8))
        {
            return _seen.TryAdd(Members.Type, ref json) && TryReadType(ref json);
        }

        if (name.Is("source"u8))
        {
            return _seen.TryAdd(Members.Source, ref json) && (json.TrySkipNull() || TryReadText(ref json, out _source));
        }

        if (name.Is("time"u8))
        {
            return _seen.TryAdd(Members.Time, ref json) && (json.TrySkipNull() || TryReadTime(ref json));
        }

        if (name.Is("origin"u8))
        {
            return _seen.TryAdd(Members.Origin, ref json) && (json.TrySkipNull() || TryReadOrigin(ref json));
        }

        if (name.Is("traceparent"u8))
        {
            return _seen.TryAdd(Members.TraceParent, ref json) && (json.TrySkipNull() || TryReadText(ref json, out _traceParent));
        }

        if (name.Is("redacted"u8))
        {
            json.Peek();
            _redactedAt = json.Position;
            return _seen.TryAdd(Members.Redacted, ref json) && json.TryReadString(out _);
        }

        if (name.Is("sequence"u8))
        {
            return _seen.TryAdd(Members.Sequence, ref json) && TryReadOptional(ref json, ref _sequence);
        }

        if (name.Is("subject"u8))
        {
            return _seen.TryAdd(Members.Subject, ref json) && TryReadOptional(ref json, ref _subject);
        }

        if (name.Is("partitionkey"u8))
        {
            return _seen.TryAdd(Members.PartitionKey, ref json) && TryReadOptional(ref json, ref _partitionKey);
        }

        if (name.Is("schema"u8))
        {
            return _seen.TryAdd(Members.Schema, ref json) && TryReadOptional(ref json, ref _schema);
        }

        // Do not read data in a declared format other than this one.
        return name.Is("datacontenttype"u8) ? _seen.TryAdd(Members.ContentType, ref json) && (json.TrySkipNull() || TryReadContentType(ref json))
            : name.Is("dataschema"u8) ? json.TrySkipNull() || json.Fail("no value, since the type determines the form of the data", "one")
            : json.TrySkipValue();
    }

    private static bool TryReadContentType(ref JsonCursor json)
        => json.TryReadString(out var type) && (type.Is("application/json"u8) || json.Fail("application/json", "another one"));

    private static bool TryReadOptional(ref JsonCursor json, ref ReadOnlySpan<byte> text)
    {
        if (json.TrySkipNull())
        {
            return true;
        }

        var isRead = json.TryReadString(out var value);
        text = isRead ? value.Unescape() : default;
        return isRead;
    }

    private bool TryReadData(ref JsonCursor json)
    {
        json.Peek();
        var start = json.Position;
        var isRead = _dataReader.TryRead(ref json, ref _defect);
        _data = _body[start..json.Position];
        return isRead;
    }

    /// <summary>Reads the operation from <c>fw24.{entity}.{operation}.v1</c>.</summary>
    private bool TryReadType(ref JsonCursor json)
    {
        if (!json.TryReadString(out var text))
        {
            return false;
        }

        // For example order.modified.
        var type = text.Unescape();
        var within = type.StartsWith("fw24."u8) && type.EndsWith(".v1"u8) && type.Length > "fw24..v1".Length ? type["fw24.".Length..^".v1".Length] : default;
        var entity = Math.Max(within.LastIndexOf((byte)'.'), 0);
        var operation = within[entity..];
        _entity = within[..entity];
        _operation = operation.SequenceEqual(".modified"u8) ? ChangeOperations.Modify
            : operation.SequenceEqual(".inserted"u8) ? ChangeOperations.Insert
            : operation.SequenceEqual(".removed"u8) ? ChangeOperations.Remove
            : ChangeOperations.None;
        return (!_entity.IsEmpty && _operation is not ChangeOperations.None)
            || json.Fail("fw24.{entity}.{inserted, modified or removed}.v1", "another type");
    }

    private bool TryReadTime(ref JsonCursor json)
    {
        json.Peek();
        var start = json.Position;
        return json.TryReadString(out _) && (IsoDate.TryParse(json.From(start), out _time) || json.Fail("a date and time (ISO 8601)", "another text"));
    }

    private bool TryReadOrigin(ref JsonCursor json)
    {
        if (!json.TryReadString(out var text))
        {
            return false;
        }

        _origin = text.Is("timeToLive"u8) ? ChangeOrigin.TimeToLive
            : text.Is("replication"u8) ? ChangeOrigin.Replication
            : text.Is("backfill"u8) ? ChangeOrigin.Backfill
            : ChangeOrigin.Application;
        return _origin is not ChangeOrigin.Application || json.Fail("timeToLive, replication or backfill", "another origin");
    }

    private bool TryReadText(ref JsonCursor json, out ReadOnlyMemory<byte> text)
    {
        var isRead = json.TryReadString(out var value);
        text = isRead ? json.MemoryOf(value, _body) : default;
        return isRead;
    }
}
