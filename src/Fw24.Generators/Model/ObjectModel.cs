namespace Fw24.Generators.Model;

/// <summary>A class, record or struct whose properties are attributes of a map: an entity, or a type nested in one.</summary>
internal sealed record ObjectModel
{
    public required TypeRef Type { get; init; }

    /// <summary>The full name of what declares it: <c>Box&lt;T&gt;</c> of a <c>Box&lt;string&gt;</c>, or its own. What is wrong with the type is wrong there.</summary>
    public required string Definition { get; init; }

    /// <summary>Its name in the names of emitted methods, unique within the entity.</summary>
    public required string Name { get; init; }

    /// <summary>The stored properties, in ordinal order.</summary>
    public required EquatableArray<PropertyModel> Properties { get; init; }

    /// <summary>The names of the properties that the constructor takes, in its order.</summary>
    public required EquatableArray<string> Parameters { get; init; }

    /// <summary>Whether a constructor was found that emitted code can call.</summary>
    public required bool HasConstructor { get; init; }

    /// <summary>The stored properties that nothing sets: neither a constructor nor a setter.</summary>
    public required EquatableArray<string> Unset { get; init; }

    /// <summary>The required members that are not stored, so that no instance could be made.</summary>
    public required EquatableArray<UnstoredMember> RequiredButNotStored { get; init; }

    /// <summary>The members that can be set, and that nothing says are not to be stored.</summary>
    public required EquatableArray<UnstoredMember> PassedOver { get; init; }

    /// <summary>The annotated properties that emitted code cannot reach.</summary>
    public required EquatableArray<string> Inaccessible { get; init; }

    /// <summary>The properties with attributes that no item can hold: static ones, ignored ones, those without a getter.</summary>
    public required EquatableArray<string> NotStored { get; init; }

    /// <summary>The secrets whose values no stored property is known to hold, in ordinal order of what is sensitive.</summary>
    public required EquatableArray<ScatteredSecret> Scattered { get; init; }

    public PropertyModel Property(string name) => Properties.First(property => property.Name == name);
}
