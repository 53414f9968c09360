using System.Globalization;
using Fw24.Records;

namespace Fw24.Audit;

/// <summary>The members of an audit record that are texts, as they are read one by one.</summary>
internal sealed class AuditMembers
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public void Set(JsonText name, JsonText text) => _texts[name.ToString()] = text.ToString();

    /// <summary>Makes the record of them.</summary>
    /// <exception cref="ItemFormatException">One is missing or is of another form.</exception>
    public AuditEntry ToEntry(ItemImage key, IReadOnlyList<AuditedChange> changes)
    {
        if (Required("schema") != AuditSchema.V1)
        {
            throw new ItemFormatException("audit record", "schema", AuditSchema.V1, "another schema");
        }

        return new AuditEntry
        {
            EventId = Required("id"),
            Time = Time("time"),
            RecordedAt = Time("recordedAt"),
            App = Required("app"),
            Table = Required("table"),
            Entity = Required("entity"),
            Operation = AuditSchema.OperationOf(Required("operation")),
            Key = key.IsAbsent ? throw new ItemFormatException("audit record", "key", "the item's key", "nothing") : key,
            Changes = changes,
            Actor = Optional("actor"),
            ActorKind = AuditSchema.ActorKindOf(Required("actorKind")),
            Origin = AuditSchema.OriginOf(Required("origin")),
            SequenceNumber = Required("sequence"),
            Trace = Optional("trace"),
        };
    }

    private string? Optional(string name) => _texts.GetValueOrDefault(name);

    private string Required(string name)
        => Optional(name) ?? throw new ItemFormatException("audit record", name, "a text", "nothing");

    private DateTimeOffset Time(string name)
        => DateTimeOffset.TryParse(Required(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new ItemFormatException("audit record", name, "a time (ISO 8601)", "another text");
}
