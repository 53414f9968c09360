using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>The layout of audit records, and of the rows that accompany them, in DynamoDB items.</summary>
internal sealed partial class AuditItem
{
    /// <summary>The attribute that holds the record within the audited table, whose other attribute names belong to the application.</summary>
    public const string RecordAttributeName = "audit";

    /// <summary>The partition key attribute.</summary>
    public required string PartitionKey { get; init; }

    /// <summary>The sort key attribute; <see langword="null"/> when the table has none, and the partition key then ends with the sequence number.</summary>
    public required string? SortKey { get; init; }

    /// <summary>Indicates whether the record is nested in an attribute.</summary>
    public required bool IsNested { get; init; }

    /// <summary>The time to live attribute.</summary>
    public required string TimeToLive { get; init; }

    /// <summary>The indexes that hold the records.</summary>
    public AuditQueries Queries { get; init; }

    /// <summary>Computes the time from which DynamoDB may delete an item.</summary>
    /// <param name="time">The start of the retention.</param>
    /// <param name="days">The retention in days; 0 for unlimited.</param>
    public static DateTimeOffset? ExpiryOf(DateTimeOffset time, int days)
        => days == 0 ? null : (DateTimeOffset.MaxValue - time).TotalDays > days ? time.AddDays(days) : DateTimeOffset.MaxValue;

    /// <summary>Creates the item of a record.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="expiresAt">The time from which DynamoDB may delete the item.</param>
    public ItemImage Write(AuditEntry entry, DateTimeOffset? expiresAt)
    {
        var sortKey = AuditKey.SortKeyOf(entry.SequenceNumber);
        var partitionKey = PartitionKeyOf(entry.Entity, entry.Key, sortKey);
        var places = IndexKey.Of(Queries, entry, partitionKey);
        return Write(partitionKey, sortKey, expiresAt, (entry, places, MaxDepth), static (json, record) =>
        {
            WritePlaces(json, record.places);
            WriteRecord(json, record.entry, record.MaxDepth);
        });
    }

    // DynamoDB accepts 31 nested lists and maps. A value is nested in the maps of its path and of the changes and, possibly, of the record.
    private int MaxDepth => IsNested ? 28 : 29;

    private string PartitionKeyOf(string entity, ItemImage key, string sortKey) => AuditKey.PartitionKey(entity, key, SortKey is null ? $"#{sortKey}" : "");

    private ItemImage Write<T>(string partitionKey, string sortKey, DateTimeOffset? expiresAt, T content, Action<Utf8JsonWriter, T> writeContent)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        json.WriteStartObject();
        WriteText(json, PartitionKey, partitionKey);
        if (SortKey is not null)
        {
            WriteText(json, SortKey, sortKey);
        }

        if (expiresAt is { } time)
        {
            json.WriteStartObject(TimeToLive);
            json.WriteString("N"u8, time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        if (IsNested)
        {
            json.WriteStartObject(AuditKey.RecordAttribute);
            json.WriteStartObject("M"u8);
        }

        writeContent(json, content);
        if (IsNested)
        {
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    private static void WritePlaces(Utf8JsonWriter json, IReadOnlyList<(string Name, string Text)> places)
    {
        foreach (var (name, text) in places)
        {
            WriteText(json, name, text);
        }
    }

    private static void WriteRecord(Utf8JsonWriter json, AuditEntry entry, int maxDepth)
    {
        WriteText(json, "schema", entry.Schema);
        WriteText(json, "id", entry.EventId);
        WriteText(json, "time", UtcTime.ToText(entry.Time));
        WriteText(json, "recordedAt", UtcTime.ToText(entry.RecordedAt));
        WriteText(json, "app", entry.App);
        WriteText(json, "table", entry.Table);
        WriteText(json, "entity", entry.Entity);
        WriteText(json, "operation", AuditSchema.NameOf(entry.Operation));
        WriteKey(json, entry.Key);
        if (entry.ErasedAt is { } erasedAt)
        {
            WriteText(json, "erasedAt", UtcTime.ToText(erasedAt));
            WriteTexts(json, "erased", entry.ErasedNames);
        }
        else
        {
            WriteChanges(json, entry.Changes, maxDepth);
        }

        if (entry.Redacted is { Count: > 0 } redacted)
        {
            WriteTexts(json, "redacted", redacted);
        }

        WriteText(json, "actor", entry.Actor);
        WriteText(json, "actorKind", AuditSchema.NameOf(entry.ActorKind));
        WriteText(json, "reason", entry.Reason);
        WriteTexts(json, "fields", entry.Fields);
        if (entry.Restored is { } restored)
        {
            WriteTexts(json, "restored", ReasonMembers.Of(restored));
        }

        WriteText(json, "origin", AuditSchema.NameOf(entry.Origin));
        WriteText(json, "sequence", entry.SequenceNumber);
        WriteText(json, "trace", entry.Trace);
        WriteText(json, "salt", entry.Salt);
        WriteText(json, "commitment", entry.Commitment);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyCollection<KeyValuePair<string, string>> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteStartObject("M"u8);
        foreach (var (key, text) in texts)
        {
            WriteText(json, key, text);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, ItemImage key)
    {
        json.WriteStartObject("key"u8);
        WriteRaw(json, "M", key.Json);
        json.WriteEndObject();
    }

    private static void WriteChanges(Utf8JsonWriter json, IReadOnlyList<AuditedChange> changes, int maxDepth)
    {
        json.WriteStartObject("changes"u8);
        json.WriteStartObject("M"u8);
        foreach (var change in changes)
        {
            json.WriteStartObject(change.Path);
            json.WriteStartObject("M"u8);
            WriteSide(json, "old", "oldJson", change.Old, maxDepth);
            WriteSide(json, "new", "newJson", change.New, maxDepth);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, string nameAsText, ReadOnlyMemory<byte> value, int maxDepth)
    {
        if (IsDeeper(value.Span, maxDepth))
        {
            WriteText(json, nameAsText, Encoding.UTF8.GetString(value.Span));
            return;
        }

        WriteRaw(json, name, value);
    }

    // A list or map opens two levels of JSON, as in {"L":[. An innermost set counts as a list; at worst it is stored as text, without loss.
    private static bool IsDeeper(ReadOnlySpan<byte> value, int maxDepth)
    {
        if (value.Length <= maxDepth * """{"L":[]}""".Length)
        {
            return false;
        }

        var json = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = 4 * AttributeTypes.MaxDepth });
        while (json.Read())
        {
            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && json.CurrentDepth > 2 * maxDepth)
            {
                return true;
            }
        }

        return false;
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("S"u8, text);
            json.WriteEndObject();
        }
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> value)
    {
        if (!value.IsEmpty)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }
    }
}
