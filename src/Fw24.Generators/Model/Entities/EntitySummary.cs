using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Model.Entities;

/// <summary>The facts about an entity, of this compilation or of a referenced assembly, that the app needs.</summary>
internal sealed record EntitySummary
{
    /// <summary>The full name of the class if it is in this compilation, otherwise the assembly that contains it.</summary>
    public required string Origin { get; init; }

    public required string Name { get; init; }

    /// <summary>The expression of its model.</summary>
    public required string Model { get; init; }

    /// <summary>The namespace of its generated types.</summary>
    public required string Namespace { get; init; }

    /// <summary>The prefix of the names of its generated types.</summary>
    public required string Prefix { get; init; }

    /// <summary>Indicates whether the compilation can name its generated types, unlike those of an internal class in another assembly.</summary>
    public required bool IsAccessible { get; init; }

    public required KeyModel PartitionKey { get; init; }

    public required KeyModel? SortKey { get; init; }

    /// <summary>The prefix of the partition key in every item; empty if unknown.</summary>
    public required string KeyBeginning { get; init; }

    /// <summary>The time-to-live attribute.</summary>
    public required string? TimeToLive { get; init; }

    /// <summary>The names of the stored properties and of their attributes: the present name first, then its aliases.</summary>
    public required EquatableArray<StoredName> Stored { get; init; }

    /// <summary>The redacted attributes.</summary>
    public required EquatableArray<string> Sensitive { get; init; }

    /// <summary>
    /// The number of bytes that the declared lengths of its properties certainly allow an item to have; 0 for a referenced assembly, which was checked when it
    /// was compiled.
    /// </summary>
    public required long StatedSize { get; init; }

    /// <summary>The sensitive attributes that no property holds; empty for a referenced assembly, which was checked when it was compiled.</summary>
    public required EquatableArray<string> SensitiveNames { get; init; }

    /// <summary>Indicates whether a keyed hash redacts an attribute.</summary>
    public required bool HasKeyedHash { get; init; }

    /// <summary>
    /// The property whose <c>[AuditActor]</c> asks for the actor of deletes; <see langword="null"/> if none does, and for a referenced
    /// assembly, which was checked when it was compiled.
    /// </summary>
    public string? DeleteStamp { get; init; }

    /// <summary>
    /// The properties that are marked as personal data and whose values the audit shows; empty for a referenced assembly, which was checked
    /// when it was compiled.
    /// </summary>
    public EquatableArray<string> ShownPersonalData { get; init; } = [];

    public required DynamoTableAttribute Table { get; init; }

    public required StreamEnabledAttribute? Stream { get; init; }

    public required AuditAttribute? Audit { get; init; }

    public required EquatableArray<IndexModel> Indexes { get; init; }

    public static EntitySummary Of(EntityModel entity) => new()
    {
        Origin = entity.Type.FullName,
        Name = entity.Name,
        Model = $"{Names.Global(entity.Namespace, entity.Prefix)}Codec.Model",
        Namespace = entity.Namespace,
        Prefix = entity.Prefix,
        IsAccessible = true,
        PartitionKey = Key(entity.PartitionKey),
        SortKey = entity.SortKey is { } sortKey ? Key(sortKey) : null,
        KeyBeginning = entity.PartitionKey.Beginning,
        TimeToLive = entity.Single(PropertyRoles.TimeToLive)?.Attribute,
        Stored = entity.Root.Properties
            .SelectMany(static property => property.Names.Select(name => new StoredName(property.Name, name, KeyTypes.Of(property.Shape))))
            .ToEquatableArray(),
        Sensitive = entity.Sensitive.Select(static sensitive => sensitive.Attribute).ToEquatableArray(),
        StatedSize = entity.StatedSize,
        SensitiveNames = entity.SensitiveNames.Select(static sensitive => sensitive.Attribute).ToEquatableArray(),
        HasKeyedHash = entity.Sensitive.Any(static sensitive => sensitive.Redaction is Redaction.Hmac),
        DeleteStamp = entity.Single(PropertyRoles.DeleteStamp)?.Name,
        ShownPersonalData = entity.Root.Properties.Where(IsShownPersonalData).Select(static property => property.Name).ToEquatableArray(),
        Table = entity.Table,
        Stream = entity.Stream,
        Audit = entity.Audit,
        Indexes = entity.Indexes,
    };

    private static bool IsShownPersonalData(PropertyModel property)
        => property is { Redaction: null }
            && !property.Has(PropertyRoles.AuditIgnored | PropertyRoles.TableKey)
            && property.Foreign.Any(static attribute => attribute.Meaning is ForeignMeaning.Personal);

    private static KeyModel Key(PropertyModel property) => new(property.Attribute, KeyTypes.Of(property.Shape));
}

/// <summary>The name of a stored property and of its attribute.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Attribute">The item attribute's name.</param>
/// <param name="KeyType">Its type as a key, empty if it cannot be a key; <see langword="null"/> for a referenced assembly whose markers do not give it.</param>
internal sealed record StoredName(string Property, string Attribute, string? KeyType = null);
