using System.Collections.ObjectModel;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>An audit record as read from storage.</summary>
public sealed partial class AuditEntry
{
    /// <summary>The change's event id.</summary>
    public required string EventId { get; init; }

    /// <summary>
    /// The time at which DynamoDB applied the change, with a resolution of one second; <see cref="SequenceNumber"/> breaks ties.
    /// </summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The time at which the record was written.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The entity's name; <c>-</c> for a row without a modelled entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The operation; <see cref="ChangeOperations.None"/> for a snapshot.</summary>
    public required ChangeOperations Operation { get; init; }

    /// <summary>
    /// Indicates whether the record is no change but a snapshot of the item, which an <see cref="ItemBackfill"/> asked for: its
    /// <see cref="Changes"/> have all attributes as new ones.
    /// </summary>
    public bool IsSnapshot => Operation is ChangeOperations.None;

    /// <summary>The item's key.</summary>
    public required ItemImage Key { get; init; }

    /// <summary>The changes, apart from the key. Empty when all changed attributes are redacted or not audited.</summary>
    public required IReadOnlyList<AuditedChange> Changes { get; init; }

    /// <summary>
    /// The names of the sensitive attributes that were added, changed or removed, in ordinal order. <see cref="Changes"/> does not show
    /// their values or, where
    /// a redaction leaves nothing of them, that they changed. <see langword="null"/> when the record does not contain the names:
    /// records of the schema
    /// <c>fw24.audit/1</c>, and those of changes published by such a version.
    /// </summary>
    public IReadOnlyList<string>? Redacted { get; init; }

    /// <summary>The actor named in the item, if any; <see cref="ActorKind"/> states its relation to the change.</summary>
    public string? Actor { get; init; }

    /// <summary>The relation of the actor to the change.</summary>
    public required AuditActorKind ActorKind { get; init; }

    /// <summary>Why the change was made (<see cref="ITable{T}.Because"/>); <see langword="null"/> if its write did not say.</summary>
    public string? Reason { get; init; }

    /// <summary>Further details of <see cref="Reason"/> by their names; empty without any.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// What the change brought the item back to, if it is a restore or undoes a change; <see langword="null"/> for any other change.
    /// </summary>
    public RestoredFrom? Restored { get; init; }

    /// <summary>The origin of the change: an application, the time to live, replication or, of a snapshot, a backfill.</summary>
    public required ChangeOrigin Origin { get; init; }

    /// <summary>The change's sequence number, which orders the changes of an item: digits, to be compared as a number.</summary>
    public required string SequenceNumber { get; init; }

    /// <summary>The W3C trace context (<c>traceparent</c>) in which the change was published, if there was one.</summary>
    public string? Trace { get; init; }

    /// <summary>
    /// The time of the erasure if the record was erased (<see cref="AuditEraser"/>): its values are gone, and <see cref="Changes"/> is
    /// empty.
    /// <see langword="null"/> for any other record.
    /// </summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// The names of the attributes that an erased record contained, in ordinal order; empty if the erasure did not keep them, and for
    /// any other record.
    /// </summary>
    public IReadOnlyList<string> ErasedNames { get; init; } = [];

    /// <summary>
    /// The random bytes of <see cref="Commitment"/> in base64url; <see langword="null"/> in a record that was erased, and without a
    /// commitment.
    /// </summary>
    public string? Salt { get; init; }

    /// <summary>
    /// What the log of seals has of the record: a hash of the salt and of the record when it was stored, in base64url. An erasure
    /// leaves it.
    /// <see langword="null"/> if the audit is not sealed.
    /// </summary>
    public string? Commitment { get; init; }

    /// <summary>Reads a record from an item that <see cref="DynamoDbAuditSink"/> wrote.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">The item is not an audit record.</exception>
    public static AuditEntry FromItem(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        return reader.ToEntry();
    }

    /// <summary>Creates the record without its values.</summary>
    /// <param name="at">The time of the erasure.</param>
    /// <param name="scope">What the erasure leaves.</param>
    /// <param name="commitment">The commitment, if it is not this record's but that of an equal one that was stored before.</param>
    /// <returns>The record; one that was erased before keeps the time of its first erasure.</returns>
    internal AuditEntry Erased(DateTimeOffset at, ErasureScope scope, string? commitment = null) => new()
    {
        EventId = EventId,
        Time = Time,
        RecordedAt = RecordedAt,
        App = App,
        Table = Table,
        Entity = Entity,
        Operation = Operation,
        Key = Key,
        Changes = [],
        Redacted = scope.HasFlag(ErasureScope.Names) ? [] : Redacted,
        Actor = scope.HasFlag(ErasureScope.Actors) ? null : Actor,
        ActorKind = ActorKind,
        Restored = Restored,
        Origin = Origin,
        SequenceNumber = SequenceNumber,
        Trace = Trace,
        Commitment = commitment ?? Commitment,
        ErasedAt = ErasedAt ?? at,
        ErasedNames = scope.HasFlag(ErasureScope.Names) ? [] : ErasedAt is null ? NamesOf(Changes) : ErasedNames,
    };

    /// <summary>The name of the schema with which the record is written.</summary>
    internal string Schema => ErasedAt is not null ? AuditSchema.ErasedV1
        : IsSnapshot ? AuditSchema.SnapshotV1
        : Redacted is null ? AuditSchema.V1 : AuditSchema.V2;

    /// <summary>
    /// Indicates whether the record is by a version that did not know <see cref="Reason"/>, and took the attribute for one of the item.
    /// </summary>
    internal bool IsOfUnknownReason { get; init; }

    /// <summary>Indicates whether the record is without its values, and without what else an erasure removes.</summary>
    internal bool IsErased(ErasureScope scope)
        => ErasedAt is not null
            && (!scope.HasFlag(ErasureScope.Names) || (ErasedNames.Count == 0 && Redacted is not { Count: > 0 }))
            && (!scope.HasFlag(ErasureScope.Actors) || Actor is null);

    private static List<string> NamesOf(IReadOnlyList<AuditedChange> changes)
        => [.. new SortedSet<string>(changes.Select(static change => AttributePath.AttributeOf(change.Path)), StringComparer.Ordinal)];
}
