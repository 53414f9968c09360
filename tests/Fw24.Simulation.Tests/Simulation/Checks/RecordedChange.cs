using System.Text;
using System.Text.Json;
using Fw24.Items;
using Fw24.Local.Streams;

namespace Fw24.Simulation.Checks;

/// <summary>A record of a table's stream, read independently of the code under test.</summary>
internal sealed class RecordedChange
{
    private JsonElement _old;
    private JsonElement _new;

    private RecordedChange(SourceRecord record, string shardId)
    {
        (Record, ShardId) = (record, shardId);
        Key = Convert.ToHexString(record.Key.Span);
        EventId = FindEventId(record.Json.Span);
    }

    /// <summary>The record.</summary>
    public SourceRecord Record { get; }

    /// <summary>The shard that contains it.</summary>
    public string ShardId { get; }

    /// <summary>The record's id.</summary>
    public string EventId { get; }

    /// <summary>A text that identifies the item in all of its changes.</summary>
    public string Key { get; }

    /// <summary>The record's position in its item's order.</summary>
    public UInt128 Order => UInt128.Parse(Record.SequenceNumber, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Indicates whether no function can read the record.</summary>
    public bool IsBroken { get; private init; }

    /// <summary>Indicates whether the record is valid, but its item cannot be read as its entity.</summary>
    public bool IsUnreadable { get; private init; }

    /// <summary>The entity named in the item; <see langword="null"/> if it names none.</summary>
    public string? EntityType => Text(_new.ValueKind is JsonValueKind.Object ? _new : _old, "entityType");

    /// <summary>The operation.</summary>
    public ChangeOperations Operation { get; private init; }

    /// <summary>Reads a record.</summary>
    /// <returns>The change; <see langword="null"/> for an audit row.</returns>
    public static RecordedChange? Read(SourceRecord record, string shardId)
    {
        var json = record.Json.Span;
        if (json.IndexOf("{\"S\":\"AUDIT#"u8) >= 0)
        {
            return null;
        }

        // "poison-1" in the key or, without a key, in its hash; "poison-item-1" and -900000001 are items.
        var key = record.Key.Span;
        if (key.StartsWith("poison-"u8) && !key.StartsWith("poison-item-"u8))
        {
            return new RecordedChange(record, shardId) { IsBroken = true };
        }

        var data = JsonElement.Parse(json).GetProperty("dynamodb");
        var (hasOld, hasNew) = (data.TryGetProperty("OldImage", out var old), data.TryGetProperty("NewImage", out var @new));
        return new RecordedChange(record, shardId)
        {
            _old = old,
            _new = @new,
            Operation = !hasOld ? ChangeOperations.Insert : hasNew ? ChangeOperations.Modify : ChangeOperations.Remove,
            IsUnreadable = json.IndexOf("\"poison-item-"u8) >= 0 || json.IndexOf("\"-90000"u8) >= 0,
        };
    }

    /// <summary>Indicates whether this change begins with the image that another one ended with.</summary>
    public bool Follows(RecordedChange earlier)
    {
        var (before, after) = (earlier._new.ValueKind is JsonValueKind.Object, _old.ValueKind is JsonValueKind.Object);
        return before && after
            ? AttributeEquality.AreEqual(AsMap(earlier._new), AsMap(_old))
            : before == after;
    }

    /// <summary>Indicates whether one of these attributes differs between the images of a modification. Any insert and removal counts.</summary>
    public bool Touches(IReadOnlyList<string> attributes)
    {
        if (attributes.Count == 0 || Operation is not ChangeOperations.Modify)
        {
            return true;
        }

        foreach (var attribute in attributes)
        {
            if (Raw(_old, attribute) != Raw(_new, attribute))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the id of the record in some JSON, or of the record that it refers to.</summary>
    public static string FindEventId(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> name = "\"eventID\":\""u8;
        var start = json.IndexOf(name) + name.Length;
        return Encoding.ASCII.GetString(json.Slice(start, json[start..].IndexOf((byte)'"')));
    }

    private static byte[] AsMap(JsonElement image) => Encoding.UTF8.GetBytes($$"""{"M":{{image.GetRawText()}}}""");

    private static string? Text(JsonElement item, string attribute)
        => item.TryGetProperty(attribute, out var value) ? value.GetProperty("S").GetString() : null;

    private static string? Raw(JsonElement item, string attribute)
        => item.TryGetProperty(attribute, out var value) ? value.GetRawText() : null;
}
