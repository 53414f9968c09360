using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Fw24.Audit.Records;

namespace Fw24.Audit.Reading;

/// <summary>What chooses the records of a read, and their order.</summary>
internal sealed record AuditSelection
{
    // No operation of a caller has the bit, so naming any leaves snapshots out.
    private const ChangeOperations Snapshot = (ChangeOperations)(1 << 30);
    private const ChangeOperations Everything = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove | Snapshot;

    private readonly string? _identity;

    /// <summary>The item's key, its partition key first; absent for all items.</summary>
    public ItemImage Key
    {
        get;
        init => (field, _identity) = (value, value.IsAbsent ? null : AuditKey.Identity(value));
    }

    /// <summary>The entity; <see langword="null"/> for all.</summary>
    public string? Entity { get; init; }

    /// <summary>The earliest time; <see langword="null"/> for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest time; <see langword="null"/> for any.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The actor; <see langword="null"/> for any.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// The actor's relations to the change; empty for any, except that an actor is not the one who deleted what he wrote last.
    /// </summary>
    public IReadOnlyList<AuditActorKind> ActorKinds { get; init; } = [];

    /// <summary>The operations; by default those and snapshots, which are none.</summary>
    public ChangeOperations Operations { get; init; } = Everything;

    /// <summary>The attributes that changed: all of them. Each with whether it is sensitive.</summary>
    public IReadOnlyList<(AttributeFilter Filter, bool IsSensitive)> Changed { get; init; } = [];

    /// <summary>Indicates whether the newest record comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>Indicates whether records that are stored twice are returned as often as they are stored.</summary>
    public bool IsAsStored { get; init; }

    /// <summary>Indicates whether a read finds records by their item.</summary>
    public bool IsOfItem => !Key.IsAbsent;

    /// <summary>Indicates whether every record of the item, the entity or the table is wanted.</summary>
    public bool IsUnfiltered => (From, To, Actor) is (null, null, null)
        && ActorKinds.Count == 0 && Operations is Everything && Changed.Count == 0;

    /// <summary>Indicates whether snapshots may be selected, which are no changes and have no actor.</summary>
    public bool HasSnapshots => Operations.HasFlag(Snapshot) && Actor is null && Changed.Count == 0;

    /// <summary>Indicates whether a record is selected.</summary>
    public bool Matches(AuditEntry entry)
        => (Entity is null || entry.Entity == Entity)
            && (From is not { } from || entry.Time >= from)
            && (To is not { } to || entry.Time <= to)
            && (entry.IsSnapshot ? HasSnapshots : Operations.HasFlag(entry.Operation))
            && (Actor is null || entry.Actor == Actor)
            && (ActorKinds.Count > 0
                ? ActorKinds.Contains(entry.ActorKind)
                : Actor is null || entry.ActorKind is not AuditActorKind.LastWriter)
            && (_identity is null || AuditKey.Identity(entry.Key) == _identity)
            && Changed.All(changed => changed.Filter.Matches(entry, changed.IsSensitive));

    /// <summary>Gets the hash of everything that a page token is bound to.</summary>
    /// <param name="places">The tables that are read.</param>
    public byte[] Identity(IEnumerable<string> places)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        json.WriteStringValue("audit");
        foreach (var place in places)
        {
            json.WriteStringValue(place);
        }

        json.WriteStringValue(_identity);
        json.WriteStringValue(Entity);
        json.WriteNumberValue(From?.UtcTicks ?? -1);
        json.WriteNumberValue(To?.UtcTicks ?? -1);
        json.WriteStringValue(Actor);
        json.WriteStringValue(string.Join(',', ActorKinds));
        json.WriteNumberValue((int)Operations);
        json.WriteBooleanValue(Descending);
        foreach (var (filter, _) in Changed)
        {
            filter.Write(json);
        }

        if (IsAsStored)
        {
            json.WriteStringValue("as stored");
        }

        json.WriteEndArray();
        json.Flush();
        return SHA256.HashData(buffer.WrittenSpan);
    }
}
