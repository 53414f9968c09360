using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>An audit record, read back.</summary>
public sealed partial class AuditEntry
{
    /// <summary>The change's event id.</summary>
    public required string EventId { get; init; }

    /// <summary>When DynamoDB applied the change, to the second; <see cref="SequenceNumber"/> breaks ties.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When the record was written.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The entity's name; <c>-</c> for a row that is no entity of the model.</summary>
    public required string Entity { get; init; }

    /// <summary>What happened.</summary>
    public required ChangeOperations Operation { get; init; }

    /// <summary>The item's key.</summary>
    public required ItemImage Key { get; init; }

    /// <summary>What changed, besides the key. Empty when all that changed is redacted or left out of the audit.</summary>
    public required IReadOnlyList<AuditedChange> Changes { get; init; }

    /// <summary>
    /// The names of the sensitive attributes that the change added, changed or removed, in ordinal order. <see cref="Changes"/> does not show their values,
    /// and where a redaction leaves nothing of them, not that they changed. <see langword="null"/> where the record does not say: those of the schema
    /// <c>fw24.audit/1</c>, and those of changes that such a version published.
    /// </summary>
    public IReadOnlyList<string>? Redacted { get; init; }

    /// <summary>Who, as far as the item says; <see cref="ActorKind"/> tells what that means.</summary>
    public string? Actor { get; init; }

    /// <summary>What the actor is to the change.</summary>
    public required AuditActorKind ActorKind { get; init; }

    /// <summary>Who made the change: an application, the time to live or replication.</summary>
    public required ChangeOrigin Origin { get; init; }

    /// <summary>The change's place in its item's order: digits, to be compared as a number.</summary>
    public required string SequenceNumber { get; init; }

    /// <summary>The W3C trace context (<c>traceparent</c>) in which the change was published, if there was one.</summary>
    public string? Trace { get; init; }

    /// <summary>Reads a record from the item that <see cref="DynamoDbAuditSink"/> made of it.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">It is no such item.</exception>
    public static AuditEntry FromItem(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        return reader.Members.ToEntry(reader.Key, reader.Changes, reader.Redacted);
    }
}
