namespace Fw24.Generators.Model;

/// <summary>An enum that an entity stores.</summary>
internal sealed record EnumModel
{
    public required TypeRef Type { get; init; }

    /// <summary>Its name in the names of emitted methods, unique within the entity.</summary>
    public required string Name { get; init; }

    /// <summary>Every member in ordinal order, those whose names are written before the other names of their values.</summary>
    public required EquatableArray<EnumMember> Members { get; init; }
}

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identifier">The name as code spells it.</param>
/// <param name="IsAlias">Whether another member's name is written for its value.</param>
/// <param name="Foreign">What an attribute of another library calls it, where that is another name.</param>
internal sealed record EnumMember(string Name, string Identifier, bool IsAlias, ForeignAttribute? Foreign = null);
