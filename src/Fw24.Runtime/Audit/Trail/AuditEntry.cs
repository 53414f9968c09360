using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>An audit record as read from storage.</summary>
public sealed partial class AuditEntry
{
    /// <summary>The change's event id.</summary>
    public required string EventId { get; init; }

    /// <summary>The time at which DynamoDB applied the change, with a resolution of one second; <see cref="SequenceNumber"/> breaks ties.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The time at which the record was written.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The entity's name; <c>-</c> for a row without a modelled entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The operation.</summary>
    public required ChangeOperations Operation { get; init; }

    /// <summary>The item's key.</summary>
    public required ItemImage Key { get; init; }

    /// <summary>The changes, apart from the key. Empty when all changed attributes are redacted or not audited.</summary>
    public required IReadOnlyList<AuditedChange> Changes { get; init; }

    /// <summary>
    /// The names of the sensitive attributes that were added, changed or removed, in ordinal order. <see cref="Changes"/> does not show their values or, where
    /// a redaction leaves nothing of them, that they changed. <see langword="null"/> when the record does not contain the names: records of the schema
    /// <c>fw24.audit/1</c>, and those of changes published by such a version.
    /// </summary>
    public IReadOnlyList<string>? Redacted { get; init; }

    /// <summary>The actor named in the item, if any; <see cref="ActorKind"/> states its relation to the change.</summary>
    public string? Actor { get; init; }

    /// <summary>The relation of the actor to the change.</summary>
    public required AuditActorKind ActorKind { get; init; }

    /// <summary>The origin of the change: an application, the time to live or replication.</summary>
    public required ChangeOrigin Origin { get; init; }

    /// <summary>The change's sequence number, which orders the changes of an item: digits, to be compared as a number.</summary>
    public required string SequenceNumber { get; init; }

    /// <summary>The W3C trace context (<c>traceparent</c>) in which the change was published, if there was one.</summary>
    public string? Trace { get; init; }

    /// <summary>Reads a record from an item that <see cref="DynamoDbAuditSink"/> wrote.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">The item is not an audit record.</exception>
    public static AuditEntry FromItem(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        return reader.Members.ToEntry(reader.Key, reader.Changes, reader.Redacted);
    }
}
