namespace Fw24.Generators.Model;

/// <summary>A stored property.</summary>
internal sealed record PropertyModel
{
    /// <summary>The property's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name as code spells it: <c>@class</c>.</summary>
    public required string Identifier { get; init; }

    /// <summary>The item attribute's name.</summary>
    public required string Attribute { get; init; }

    public required Shape Shape { get; init; }

    /// <summary>The local variable that holds what was read.</summary>
    public required string Variable { get; init; }

    /// <summary>The local variable that says whether the attribute was there; meant where a null may have been read over a value of the class's own.</summary>
    public required string Flag { get; init; }

    public required Absence Absence { get; init; }

    /// <summary>Whether what <see cref="Absence.Kept"/> keeps is <see langword="null"/>.</summary>
    public required bool KeepsNull { get; init; }

    /// <summary>The value it has when absent; meant for <see cref="Absence.Default"/>.</summary>
    public required string Default { get; init; }

    /// <summary>The constructor's parameter that takes it, as code spells it.</summary>
    public required string? Parameter { get; init; }

    public required Assignment Assignment { get; init; }

    /// <summary>The setter that <see cref="Assignment.Accessor"/> calls.</summary>
    public required AccessorModel? Accessor { get; init; }

    /// <summary>Whether it is a set or dictionary that an instance may come with, comparing in its own way.</summary>
    public required bool KeepsComparer { get; init; }

    /// <summary>The type that declares it.</summary>
    public required TypeRef Owner { get; init; }

    /// <summary>The lines of its own documentation's summary.</summary>
    public required EquatableArray<string> Summary { get; init; }

    /// <summary>Whether its declaration does not say if it may be null.</summary>
    public required bool IsOblivious { get; init; }

    /// <summary>Whether it states a value of its own that an item without the attribute does not get: it is a version, or a key of an index that may be null.</summary>
    public required bool ForgoesValue { get; init; }

    /// <summary>How many bytes its value may surely have, as its declaration allows it to be that long; 0 where nothing is said.</summary>
    public required int StatedLength { get; init; }

    public required PropertyRoles Roles { get; init; }

    /// <summary>What stands in its place when it is sensitive, by what it says itself or what it implements, overrides or hides.</summary>
    public required Redaction? Redaction { get; init; }

    /// <summary>The redactions that others state, and where, when they differ and it states none itself; empty when they agree.</summary>
    public required string RedactionConflict { get; init; }

    /// <summary>The scope of its keyed hashes; <see langword="null"/> where none is stated.</summary>
    public required string? HashScope { get; init; }

    /// <summary>Which few values it has, as its declaration says: <c>at most 3 characters</c>. Empty where it does not say so.</summary>
    public required string FewValues { get; init; }

    /// <summary>What attributes of other libraries would say of it, where none of this house says otherwise.</summary>
    public required EquatableArray<ForeignAttribute> Foreign { get; init; }

    /// <summary>What a partition key begins with in every instance; empty when its declaration does not say.</summary>
    public required string Beginning { get; init; }

    /// <summary>Whether it is read from an item; a computed one is only written.</summary>
    public bool IsRead => Parameter is not null || Assignment is not Assignment.None;

    /// <summary>The type of <see cref="Variable"/>: one with a null, where absence must show.</summary>
    public string VariableType => Absence is not Absence.Default || Default is "null" ? Shape.Type.FullName + "?" : Shape.DeclaredType;

    /// <summary>Whether a null is written as NULL, because an absent attribute would mean something else. Never in a key of an index: DynamoDB refuses it.</summary>
    public bool WritesNull => Shape.IsNullable && !Has(PropertyRoles.IndexKey) && ((Absence is Absence.Kept && !KeepsNull) || (Absence is Absence.Default && Default is not "null"));

    public bool Has(PropertyRoles role) => (Roles & role) != 0;
}
