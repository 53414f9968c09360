using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Model.Entities;

/// <summary>A stored property.</summary>
internal sealed record PropertyModel
{
    /// <summary>The property's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name as an identifier in code: <c>@class</c>.</summary>
    public required string Identifier { get; init; }

    /// <summary>The item attribute's name.</summary>
    public required string Attribute { get; init; }

    /// <summary>Earlier names of the attribute, by which it is also read: of several, the first that an item has.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    public required Shape Shape { get; init; }

    /// <summary>The local variable for the value read.</summary>
    public required string Variable { get; init; }

    /// <summary>
    /// The local variable that tells whether the attribute was present; for a property where reading a null may have to override the class's own value.
    /// </summary>
    public required string Flag { get; init; }

    /// <summary>
    /// The local variable for the rank of the name under which the value was read, 0 for the present one; empty without aliases.
    /// </summary>
    public required string Rank { get; init; }

    public required MissingValuePolicy MissingValuePolicy { get; init; }

    /// <summary>Indicates whether <see cref="MissingValuePolicy.Kept"/> keeps <see langword="null"/>.</summary>
    public required bool KeepsNull { get; init; }

    /// <summary>The value used when the attribute is absent; valid for <see cref="MissingValuePolicy.Default"/>.</summary>
    public required string Default { get; init; }

    /// <summary>Indicates whether a value is stated for items without the attribute that the property cannot have.</summary>
    public required bool HasForeignDefault { get; init; }

    /// <summary>The constructor's parameter that takes it, as an identifier in code.</summary>
    public required string? Parameter { get; init; }

    public required Assignment Assignment { get; init; }

    /// <summary>The setter that <see cref="Assignment.Accessor"/> calls.</summary>
    public required AccessorModel? Accessor { get; init; }

    /// <summary>Indicates whether it is a set or dictionary whose initial instance may have its own comparer.</summary>
    public required bool KeepsComparer { get; init; }

    /// <summary>The type that declares it.</summary>
    public required TypeRef Owner { get; init; }

    /// <summary>The lines of the summary in its own documentation.</summary>
    public required EquatableArray<string> Summary { get; init; }

    /// <summary>Indicates whether its declaration does not specify nullability.</summary>
    public required bool IsOblivious { get; init; }

    /// <summary>
    /// Indicates whether it has an initial value that an item without the attribute does not get: it is a version, or a nullable key of an index.
    /// </summary>
    public required bool ForgoesValue { get; init; }

    /// <summary>The number of bytes that its declared length certainly allows; 0 if none is declared.</summary>
    public required int StatedLength { get; init; }

    public required PropertyRoles Roles { get; init; }

    /// <summary>The redaction if it is sensitive, stated by the property itself or by one it implements, overrides or hides.</summary>
    public required Redaction? Redaction { get; init; }

    /// <summary>The redactions stated elsewhere, and where, if they differ and the property states none itself; empty if they agree.</summary>
    public required string RedactionConflict { get; init; }

    /// <summary>The scope of its keyed hashes; <see langword="null"/> if none is stated.</summary>
    public required string? HashScope { get; init; }

    /// <summary>A description of the small set of its values, such as <c>at most 3 characters</c>; empty if its declaration implies no such limit.</summary>
    public required string FewValues { get; init; }

    /// <summary>The attributes of other libraries that no Fw24 attribute overrides.</summary>
    public required EquatableArray<ForeignAttribute> Foreign { get; init; }

    /// <summary>The prefix of a partition key in every instance; empty if its declaration does not say.</summary>
    public required string Beginning { get; init; }

    /// <summary>Indicates whether it is read from an item; a computed property is only written.</summary>
    public bool IsRead => Parameter is not null || Assignment is not Assignment.None;

    /// <summary>The type of <see cref="Variable"/>: nullable if absence must be visible.</summary>
    public string VariableType => MissingValuePolicy is not MissingValuePolicy.Default || Default is "null" ? Shape.Type.FullName + "?" : Shape.DeclaredType;

    /// <summary>
    /// Indicates whether a null is written as NULL because an absent attribute would mean something else. Never for a key of an index: DynamoDB rejects it.
    /// </summary>
    public bool WritesNull => Shape.IsNullable && !Has(PropertyRoles.IndexKey) && ((MissingValuePolicy is MissingValuePolicy.Kept && !KeepsNull) || (MissingValuePolicy is MissingValuePolicy.Default && Default is not "null"));

    /// <summary>The present name of its attribute, then the earlier ones.</summary>
    public IEnumerable<string> Names => Aliases.Prepend(Attribute);

    /// <summary>Indicates whether an item may lack the attribute because the property is null.</summary>
    public bool IsOptional => (Shape.IsNullable && !WritesNull) || Shape is ListShape { IsImmutableArray: true };

    public bool Has(PropertyRoles role) => (Roles & role) != 0;
}
