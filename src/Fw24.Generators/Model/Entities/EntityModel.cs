using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Model.Entities;

/// <summary>A class with <see cref="DynamoTableAttribute"/>: everything that emitted code needs to know about it.</summary>
/// <remarks>Settings are instances of the attributes themselves, rebuilt from the source; attributes compare by value.</remarks>
internal sealed record EntityModel
{
    /// <summary>The entity's name: the value of the discriminator.</summary>
    public required string Name { get; init; }

    /// <summary>The prefix of the names of its generated types: the names of the enclosing types, then the class's own.</summary>
    public required string Prefix { get; init; }

    /// <summary>Its namespace; empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The prefix of the names of its generated files, unique in the compilation regardless of case.</summary>
    public required string FileName { get; init; }

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public required string Accessibility { get; init; }

    public required DeclarationFacts Facts { get; init; }

    /// <summary>The names of generated types that other types already use.</summary>
    public required EquatableArray<string> TakenNames { get; init; }

    /// <summary>The entity's own properties.</summary>
    public required ObjectModel Root { get; init; }

    /// <summary>The types nested in it, in ordinal order of their full names.</summary>
    public required EquatableArray<ObjectModel> Objects { get; init; }

    /// <summary>The enums it stores, in ordinal order of their full names.</summary>
    public required EquatableArray<EnumModel> Enums { get; init; }

    /// <summary>The method that changes stored items before they are read, if it has one.</summary>
    public required UpgradeModel? Upgrade { get; init; }

    public required DynamoTableAttribute Table { get; init; }

    public required StreamEnabledAttribute? Stream { get; init; }

    public required AuditAttribute? Audit { get; init; }

    /// <summary>Its global secondary indexes, in ordinal order.</summary>
    public required EquatableArray<IndexModel> Indexes { get; init; }

    /// <summary>The index keys that are empty in an instance for which none is set.</summary>
    public required EquatableArray<string> EmptyIndexKeys { get; init; }

    /// <summary>The sensitive attributes that no property holds, in the order they are named.</summary>
    public required EquatableArray<SensitiveName> SensitiveNames { get; init; }

    /// <summary>The attributes of other libraries on the class.</summary>
    public required EquatableArray<ForeignAttribute> Foreign { get; init; }

    /// <summary>Indicates whether a rule refuses it, so that stand-ins replace its generated types.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The diagnostics that naming its members would raise: experimental ones, and the custom ones of obsolete members.</summary>
    public required EquatableArray<string> Suppressions { get; init; }

    /// <summary>The types and members that are [Obsolete] as an error, in the order found; no code may name them.</summary>
    public required EquatableArray<ForbiddenName> Forbidden { get; init; }

    public TypeRef Type => Root.Type;

    public PropertyModel PartitionKey => Single(PropertyRoles.PartitionKey)!;

    public PropertyModel? SortKey => Single(PropertyRoles.SortKey);

    /// <summary>The partition key and, if present, the sort key.</summary>
    public IEnumerable<PropertyModel> Keys => SortKey is { } sortKey ? [PartitionKey, sortKey] : [PartitionKey];

    /// <summary>All redacted attributes, in ordinal order of their names.</summary>
    public IEnumerable<SensitiveName> Sensitive => Root.Properties
        .Where(static property => property.Redaction is not null)
        .SelectMany(static property => property.Names
            .Select(name => new SensitiveName(name, property.Redaction!.Value, property.HashScope, IsUnmodelled: false)
            {
                AliasOf = name == property.Attribute ? null : property.Attribute,
            }))
        .Concat(SensitiveNames)
        .OrderBy(static sensitive => sensitive.Attribute, StringComparer.Ordinal);

    /// <summary>The number of bytes that the declared lengths of its properties certainly allow an item to have.</summary>
    public long StatedSize => Root.Properties.Sum(static property => (long)property.StatedLength);

    /// <summary>Gets the single property in a role, if present.</summary>
    public PropertyModel? Single(PropertyRoles role) => Root.Properties.FirstOrDefault(property => property.Has(role));

    /// <summary>Its member of <c>{App}App.Parts</c>, unique in the assembly.</summary>
    public string Part => Names.Part(Namespace, Prefix);
}
