using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Model.Entities;

/// <summary>A class, record or struct whose properties are attributes of a map: an entity, or a type nested in one.</summary>
internal sealed record ObjectModel
{
    public required TypeRef Type { get; init; }

    /// <summary>The full name of its declaration, such as <c>Box&lt;T&gt;</c> for <c>Box&lt;string&gt;</c>, where violations are reported.</summary>
    public required string Definition { get; init; }

    /// <summary>Its name within the names of emitted methods, unique within the entity.</summary>
    public required string Name { get; init; }

    /// <summary>The stored properties, in ordinal order.</summary>
    public required EquatableArray<PropertyModel> Properties { get; init; }

    /// <summary>The names of the properties that the constructor takes, in parameter order.</summary>
    public required EquatableArray<string> Parameters { get; init; }

    /// <summary>Indicates whether there is a constructor that emitted code can call.</summary>
    public required bool HasConstructor { get; init; }

    /// <summary>The stored properties that neither a constructor nor a setter sets.</summary>
    public required EquatableArray<string> Unset { get; init; }

    /// <summary>The required members that are not stored, which prevent an instance from being created.</summary>
    public required EquatableArray<UnstoredMember> RequiredButNotStored { get; init; }

    /// <summary>The settable members that are not stored although nothing excludes them.</summary>
    public required EquatableArray<UnstoredMember> UnstoredMembers { get; init; }

    /// <summary>The annotated properties that emitted code cannot reach.</summary>
    public required EquatableArray<string> Inaccessible { get; init; }

    /// <summary>The annotated properties that no item can hold: static ones, ignored ones, those without a getter.</summary>
    public required EquatableArray<string> NotStored { get; init; }

    /// <summary>The secrets whose values no stored property is known to hold, in ordinal order of the sensitive members.</summary>
    public required EquatableArray<ScatteredSecret> Scattered { get; init; }

    public PropertyModel Property(string name) => Properties.First(property => property.Name == name);
}
