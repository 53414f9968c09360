namespace Fw24.Generators.Model;

/// <summary>What the app must know of an entity, whether it is of this compilation or of a referenced assembly.</summary>
internal sealed record EntitySummary
{
    /// <summary>The class's full name where it is of this compilation, or the assembly it comes from.</summary>
    public required string Origin { get; init; }

    public required string Name { get; init; }

    /// <summary>The expression of its model.</summary>
    public required string Model { get; init; }

    /// <summary>The namespace of its generated types.</summary>
    public required string Namespace { get; init; }

    /// <summary>What the names of its generated types begin with.</summary>
    public required string Prefix { get; init; }

    /// <summary>Whether the compilation can name its generated types: not those of another assembly's internal class.</summary>
    public required bool IsAccessible { get; init; }

    public required KeyModel PartitionKey { get; init; }

    public required KeyModel? SortKey { get; init; }

    /// <summary>What the partition key begins with in every item; empty when that is not known.</summary>
    public required string KeyBeginning { get; init; }

    /// <summary>The attribute of the time to live.</summary>
    public required string? TimeToLive { get; init; }

    /// <summary>The stored properties' names and their attributes'.</summary>
    public required EquatableArray<StoredName> Stored { get; init; }

    /// <summary>The attributes that are redacted.</summary>
    public required EquatableArray<string> Sensitive { get; init; }

    /// <summary>How many bytes an item may surely have, by the lengths that its properties state; 0 of a referenced assembly, where it was looked at already.</summary>
    public required long StatedSize { get; init; }

    /// <summary>The attributes that no property holds and that are sensitive all the same; empty of a referenced assembly, where they were looked at already.</summary>
    public required EquatableArray<string> SensitiveNames { get; init; }

    /// <summary>Whether an attribute is redacted by a keyed hash.</summary>
    public required bool HasKeyedHash { get; init; }

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
        Stored = entity.Root.Properties.Select(static property => new StoredName(property.Name, property.Attribute, Rules.KeyTypes.Of(property.Shape))).ToEquatableArray(),
        Sensitive = entity.Sensitive.Select(static sensitive => sensitive.Attribute).ToEquatableArray(),
        StatedSize = entity.StatedSize,
        SensitiveNames = entity.SensitiveNames.Select(static sensitive => sensitive.Attribute).ToEquatableArray(),
        HasKeyedHash = entity.Sensitive.Any(static sensitive => sensitive.Redaction is Redaction.Hmac),
        Table = entity.Table,
        Stream = entity.Stream,
        Audit = entity.Audit,
        Indexes = entity.Indexes,
    };

    private static KeyModel Key(PropertyModel property) => new(property.Attribute, Rules.KeyTypes.Of(property.Shape));
}

/// <summary>A stored property's name and its attribute's.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Attribute">The item attribute's name.</param>
/// <param name="KeyType">The type it would have as a key, empty when it can be none; <see langword="null"/> of a referenced assembly whose markers do not say.</param>
internal sealed record StoredName(string Property, string Attribute, string? KeyType = null);
