using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Items;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <content>The rows that accompany records: heads of trails, and gaps.</content>
internal sealed partial class AuditItem
{
    /// <summary>The sort key of a head, which is alone in its partition.</summary>
    public const string HeadSortKey = "head";

    // The record's sort key is a prefix, so a gap directly follows the record after which it occurs.
    private const string GapSuffix = "#gap";
    private const string Stretches = "stretches";
    private const string Before = "before";
    private const string Erasure = "erasure";

    /// <summary>Creates the item of a trail's head.</summary>
    /// <param name="partitionKey">The partition key.</param>
    /// <param name="trail">The trail.</param>
    /// <param name="head">The head.</param>
    /// <param name="expiresAt">The time from which DynamoDB may delete the item.</param>
    public ItemImage WriteHead(string partitionKey, TrailKey trail, TrailCheckpoint head, DateTimeOffset? expiresAt)
        => Write(partitionKey, HeadSortKey, expiresAt, (trail, head), static (json, content) =>
        {
            var (trail, head) = content;
            WriteText(json, "schema", AuditSchema.HeadV1);
            WriteText(json, "table", trail.Table);
            WriteKey(json, trail.Key);
            WriteText(json, "time", UtcTime.ToText(head.Time));
            WriteText(json, "recordedAt", UtcTime.ToText(head.RecordedAt));
            WriteText(json, "begins", head.Begins is { } begins ? UtcTime.ToText(begins) : null);
            WriteText(json, Erasure, head.Erasure?.ToString());
            WriteTexts(json, Stretches, head.Stretches);
            WriteTexts(json, "times", head.Stretches.Select(range => range.TimeText(head.Time)));
            WriteTexts(json, "gaps", head.Gaps);
        });

    /// <summary>Creates the item of a gap.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="gap">The gap.</param>
    /// <param name="since">The time of the change after the gap.</param>
    /// <param name="recordedAt">The time at which the record that changed the gap was written.</param>
    /// <param name="expiresAt">The time from which DynamoDB may delete the item.</param>
    public ItemImage WriteGap(TrailKey trail, TrailGap gap, DateTimeOffset since, DateTimeOffset recordedAt, DateTimeOffset? expiresAt)
    {
        var sortKey = AuditKey.SortKeyOf(gap.After) + GapSuffix;
        var partitionKey = PartitionKeyOf(gap.Entity, trail.Key, sortKey);
        var places = IndexKey.Of(Queries, trail.Table, gap, since, partitionKey);
        return Write(partitionKey, sortKey, expiresAt, (trail, gap, places, recordedAt), static (json, content) =>
        {
            var (trail, gap, places, recordedAt) = content;
            WritePlaces(json, places);
            WriteText(json, "schema", AuditSchema.GapV1);
            WriteText(json, "app", trail.App);
            WriteText(json, "table", trail.Table);
            WriteText(json, "entity", gap.Entity);
            WriteKey(json, trail.Key);
            WriteText(json, "after", gap.After);
            WriteText(json, Before, gap.Before);
            WriteText(json, "state", gap.State);
            WriteText(json, "recordedAt", UtcTime.ToText(recordedAt));
        });
    }

    /// <summary>The sort key of the record before a gap.</summary>
    /// <param name="sortKey">The sort key of the gap.</param>
    public static string BeforeGap(string sortKey)
        => sortKey.EndsWith(GapSuffix, StringComparison.Ordinal) ? sortKey[..^GapSuffix.Length] : sortKey;

    /// <summary>Creates the item of an erasure's record, which is in the partition of the trail's head.</summary>
    /// <param name="erasure">The record.</param>
    /// <param name="expiresAt">The time from which DynamoDB may delete the item.</param>
    public ItemImage WriteErasure(AuditErasure erasure, DateTimeOffset? expiresAt)
        => Write(
            AuditKey.HeadPartitionKey(erasure.Table, erasure.Key),
            $"{Erasure}#{UtcTime.ToText(erasure.Time)}",
            expiresAt,
            erasure,
            static (json, erasure) =>
            {
                WriteText(json, "schema", AuditSchema.ErasureV1);
                WriteText(json, "table", erasure.Table);
                WriteKey(json, erasure.Key);
                WriteText(json, "time", UtcTime.ToText(erasure.Time));
                WriteText(json, "until", UtcTime.ToText(erasure.Until));
                WriteText(json, "actor", erasure.Actor);
                WriteText(json, "reason", erasure.Reason);
                WriteText(json, "scope", erasure.Scope.ToString());
                WriteText(json, "state", erasure.IsComplete ? AuditErasure.Complete : AuditErasure.Begun);
                WriteText(json, "records", erasure.Records.ToString(CultureInfo.InvariantCulture));
            });

    /// <summary>Gets the schema of an item, if it has one.</summary>
    public static string? SchemaOf(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        return reader.Members.Schema;
    }

    /// <summary>Gets the time from which DynamoDB may delete an item; <see langword="null"/> without one.</summary>
    public DateTimeOffset? ExpiryOf(ItemImage item)
        => item.TryGetAttribute(Encoding.UTF8.GetBytes(TimeToLive), out var value)
            && ScalarValue.Read(value, TimeToLive) is { Type: AttributeType.Number } time
            && Utf8Parser.TryParse(time.Text.Unescape(), out long seconds, out _)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>Gets the key of an item.</summary>
    public ItemImage KeyOf(ItemImage item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        json.WriteStartObject();
        WriteRaw(json, PartitionKey, ValueOf(item, PartitionKey));
        if (SortKey is not null)
        {
            WriteRaw(json, SortKey, ValueOf(item, SortKey));
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>The condition that the stored head is one that was read, even if it lacks the attributes.</summary>
    public ItemCondition IsHead(ItemImage head)
        => IsNested ? AsStored(RecordAttributeName, head) : AsStored(Stretches, head) & AsStored(Erasure, head);

    /// <summary>The condition that the stored gap is one that was read, even if it lacks the attribute.</summary>
    public ItemCondition IsGap(ItemImage gap) => AsStored(IsNested ? RecordAttributeName : Before, gap);

    /// <summary>Gets the actions that put a record into the indexes in which it is missing.</summary>
    /// <param name="row">The record's row.</param>
    /// <param name="entry">The record.</param>
    public IReadOnlyList<ItemAction> MissingPlaces(ItemImage row, AuditEntry entry) => MissingPlaces(
        row, IndexKey.Of(Queries, entry, PartitionKeyOf(entry.Entity, entry.Key, AuditKey.SortKeyOf(entry.SequenceNumber))));

    /// <summary>Gets the actions that put a gap into the index in which it is missing.</summary>
    /// <param name="row">The gap's row.</param>
    /// <param name="gap">The gap.</param>
    /// <param name="since">The time of the change after the gap.</param>
    public IReadOnlyList<ItemAction> MissingPlaces(ItemImage row, AuditGap gap, DateTimeOffset since)
    {
        var place = new TrailGap(gap.Entity, gap.After, gap.Before, gap.IsFilled);
        var partitionKey = PartitionKeyOf(gap.Entity, gap.Key, AuditKey.SortKeyOf(gap.After) + GapSuffix);
        return MissingPlaces(row, IndexKey.Of(Queries, gap.Table, place, since, partitionKey));
    }

    private static List<ItemAction> MissingPlaces(ItemImage row, IReadOnlyList<(string Name, string Text)> places)
    {
        var missing = new List<ItemAction>();
        foreach (var (name, text) in places)
        {
            var value = ItemWriter.ToValue(text, static (writer, text) => writer.WriteString(text));
            if (ValueOf(row, name) is not { IsEmpty: false } stored || !AttributeEquality.AreEqual(stored.Span, value.Span))
            {
                missing.Add(new ItemAction(ItemActionKind.Set, name, value));
            }
        }

        return missing;
    }

    /// <summary>The condition that the stored record is as it was read: not erased in between, and its actor is still there.</summary>
    public static ItemCondition IsRecord(ItemImage record) => AsStored("schema", record) & AsStored("actor", record);

    private static ItemCondition AsStored(string attribute, ItemImage row)
        => ValueOf(row, attribute) is { IsEmpty: false } value ? ItemCondition.Equal(attribute, value) : ItemCondition.NotExists(attribute);

    private static ReadOnlyMemory<byte> ValueOf(ItemImage item, string attribute)
        => item.TryGetAttribute(Encoding.UTF8.GetBytes(attribute), out var value) ? value.ToArray() : default(ReadOnlyMemory<byte>);

    private static void WriteTexts<T>(Utf8JsonWriter json, string name, IEnumerable<T> texts)
        where T : notnull
    {
        json.WriteStartObject(name);
        json.WriteStartArray("L"u8);
        foreach (var text in texts)
        {
            json.WriteStartObject();
            json.WriteString("S"u8, text.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
