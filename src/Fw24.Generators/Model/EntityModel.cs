namespace Fw24.Generators.Model;

/// <summary>A class with <see cref="DynamoTableAttribute"/>, with all that emitted code needs to know of it.</summary>
/// <remarks>Settings are the attributes themselves, built anew from what the source says: attributes are equal by value.</remarks>
internal sealed record EntityModel
{
    /// <summary>The entity's name: the value of the discriminator.</summary>
    public required string Name { get; init; }

    /// <summary>What the names of its generated types begin with: the class's name after those of the types around it.</summary>
    public required string Prefix { get; init; }

    /// <summary>Its namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>What the names of its generated files begin with, unique in the compilation regardless of case.</summary>
    public required string FileName { get; init; }

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public required string Accessibility { get; init; }

    public required DeclarationFacts Facts { get; init; }

    /// <summary>The names of generated types that other types already have.</summary>
    public required EquatableArray<string> TakenNames { get; init; }

    /// <summary>The entity's own properties.</summary>
    public required ObjectModel Root { get; init; }

    /// <summary>The types nested in it, in ordinal order of their full names.</summary>
    public required EquatableArray<ObjectModel> Objects { get; init; }

    /// <summary>The enums it stores, in ordinal order of their full names.</summary>
    public required EquatableArray<EnumModel> Enums { get; init; }

    public required DynamoTableAttribute Table { get; init; }

    public required StreamEnabledAttribute? Stream { get; init; }

    public required AuditAttribute? Audit { get; init; }

    /// <summary>Its global secondary indexes, in ordinal order.</summary>
    public required EquatableArray<IndexModel> Indexes { get; init; }

    /// <summary>The keys of indexes that are empty in an instance that is given none.</summary>
    public required EquatableArray<string> EmptyIndexKeys { get; init; }

    /// <summary>The attributes that no property holds and that are sensitive all the same, in the order they are named.</summary>
    public required EquatableArray<SensitiveName> SensitiveNames { get; init; }

    /// <summary>What attributes of other libraries would say of the class.</summary>
    public required EquatableArray<ForeignAttribute> Foreign { get; init; }

    /// <summary>Whether a rule refuses it: then others stand in for its generated types.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The diagnostics that naming its members would raise: of experiments, and those that obsolete members have of their own.</summary>
    public required EquatableArray<string> Suppressions { get; init; }

    /// <summary>What is [Obsolete] as an error, in the order met: no code may name it.</summary>
    public required EquatableArray<ForbiddenName> Forbidden { get; init; }

    public TypeRef Type => Root.Type;

    public PropertyModel PartitionKey => Single(PropertyRoles.PartitionKey)!;

    public PropertyModel? SortKey => Single(PropertyRoles.SortKey);

    /// <summary>The partition key and, if there is one, the sort key.</summary>
    public IEnumerable<PropertyModel> Keys => SortKey is { } sortKey ? [PartitionKey, sortKey] : [PartitionKey];

    /// <summary>All attributes that are redacted, in ordinal order of their names.</summary>
    public IEnumerable<SensitiveName> Sensitive => Root.Properties
        .Where(static property => property.Redaction is not null)
        .Select(static property => new SensitiveName(property.Attribute, property.Redaction!.Value, property.HashScope, IsUnmodelled: false))
        .Concat(SensitiveNames)
        .OrderBy(static sensitive => sensitive.Attribute, StringComparer.Ordinal);

    /// <summary>How many bytes an item may surely have, by the lengths that its properties state.</summary>
    public long StatedSize => Root.Properties.Sum(static property => (long)property.StatedLength);

    /// <summary>The one property in a role, if there is one.</summary>
    public PropertyModel? Single(PropertyRoles role) => Root.Properties.FirstOrDefault(property => property.Has(role));

    /// <summary>Its part of <c>{App}App.Parts</c>, unique in the assembly.</summary>
    public string Part => Names.Part(Namespace, Prefix);
}
