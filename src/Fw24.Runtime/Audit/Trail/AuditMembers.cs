using System.Collections.ObjectModel;
using System.Globalization;
using Fw24.Audit.Records;
using Fw24.Changes.Marks;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24.Audit.Trail;

/// <summary>The string members of an audit record, collected one by one.</summary>
internal sealed class AuditMembers
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The schema's name, if there is one.</summary>
    public string? Schema => Optional("schema");

    public void Set(JsonText name, JsonText text) => _texts[name.ToString()] = text.ToString();

    /// <summary>Creates the record.</summary>
    /// <exception cref="ItemFormatException">A member is missing or malformed.</exception>
    public AuditEntry ToEntry(
        ItemImage key,
        IReadOnlyList<AuditedChange> changes,
        IReadOnlyList<string> redacted,
        IReadOnlyList<string> erased,
        IReadOnlyDictionary<string, string> fields,
        IReadOnlyDictionary<string, string> restored)
    {
        var own = changes.Any(IsOwn) ? [.. changes.Where(static change => !IsOwn(change))] : changes;
        var isV1 = Schema is AuditSchema.V1;
        var isErased = Schema is AuditSchema.ErasedV1;
        if (!isV1 && !isErased && Schema is not AuditSchema.SnapshotV1)
        {
            Demand(AuditSchema.V2);
        }

        return new AuditEntry
        {
            EventId = Required("id"),
            Time = Time("time"),
            RecordedAt = Time("recordedAt"),
            App = Required("app"),
            Table = Required("table"),
            Entity = Required("entity"),
            Operation = Operation(isErased),
            Key = Present(key),
            Changes = isErased ? [] : own,
            IsOfUnknownReason = own.Count < changes.Count,
            Redacted = isV1 ? null : redacted,
            Actor = Optional("actor"),
            ActorKind = AuditSchema.ActorKindOf(Required("actorKind")),
            Reason = isErased ? null : Optional("reason"),
            Fields = isErased ? ReadOnlyDictionary<string, string>.Empty : fields,
            Restored = WriteReason.RestoredOf(restored),
            Origin = AuditSchema.OriginOf(Required("origin")),
            SequenceNumber = Required("sequence"),
            Trace = Optional("trace"),
            Salt = isErased ? null : Optional("salt"),
            Commitment = Optional("commitment"),
            ErasedAt = isErased ? Time("erasedAt") : null,
            ErasedNames = erased,
        };
    }

    /// <summary>Creates the gap.</summary>
    /// <exception cref="ItemFormatException">A member is missing or malformed.</exception>
    public AuditGap ToGap(ItemImage key)
    {
        Demand(AuditSchema.GapV1);
        return new AuditGap
        {
            App = Required("app"),
            Table = Required("table"),
            Entity = Required("entity"),
            Key = Present(key),
            After = Sequence("after"),
            Before = Sequence("before"),
            IsFilled = TrailGap.IsFilledOf(Required("state")),
            RecordedAt = Time("recordedAt"),
        };
    }

    /// <summary>Verifies the schema.</summary>
    /// <exception cref="ItemFormatException">The schema is a different one.</exception>
    public void Demand(string schema)
    {
        if (Required("schema") != schema)
        {
            throw new ItemFormatException("audit record", "schema", schema, "another schema");
        }
    }

    /// <summary>Gets a member that is a time; <see langword="null"/> without it.</summary>
    /// <exception cref="ItemFormatException">The member is not a time.</exception>
    public DateTimeOffset? OptionalTime(string name) => Optional(name) is null ? null : Time(name);

    /// <summary>Gets a member that is a time.</summary>
    /// <exception cref="ItemFormatException">The member is missing or not a time.</exception>
    public DateTimeOffset Time(string name)
        => DateTimeOffset.TryParse(Required(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new ItemFormatException("audit record", name, "a time (ISO 8601)", "another text");

    /// <summary>Gets a member; <see langword="null"/> without it.</summary>
    public string? Optional(string name) => _texts.GetValueOrDefault(name);

    /// <summary>Gets a member.</summary>
    /// <exception cref="ItemFormatException">The member is missing.</exception>
    public string Required(string name)
        => Optional(name) ?? throw new ItemFormatException("audit record", name, "a text", "nothing");

    // What versions recorded that did not know the attributes.
    private static bool IsOwn(AuditedChange change)
        => IsOf(change.Path, WriteReason.Attribute) || IsOf(change.Path, BackfillMark.Attribute);

    private static bool IsOf(string path, string attribute) => path.StartsWith(attribute, StringComparison.Ordinal)
        && (path.Length == attribute.Length || path[attribute.Length] is '.' or '[');

    // A snapshot has a schema of its own until it is erased.
    private ChangeOperations Operation(bool isErased)
    {
        var operation = AuditSchema.OperationOf(Required("operation"));
        var isSnapshot = Schema is AuditSchema.SnapshotV1;
        return isErased || isSnapshot == operation is ChangeOperations.None ? operation : throw new ItemFormatException(
            "audit record", "operation", isSnapshot ? AuditSchema.Snapshot : "insert, modify or remove", "another one");
    }

    private string Sequence(string name)
        => Required(name) is var text && SequenceNumber.IsValid(text) ? text : throw new ItemFormatException("audit record", name, "a sequence number", "another text");

    private static ItemImage Present(ItemImage key)
        => key.IsAbsent ? throw new ItemFormatException("audit record", "key", "the item's key", "nothing") : key;
}
