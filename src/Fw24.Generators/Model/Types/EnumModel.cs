using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Types;

/// <summary>An enum that an entity stores.</summary>
internal sealed record EnumModel
{
    public required TypeRef Type { get; init; }

    /// <summary>Its name within the names of emitted methods, unique within the entity.</summary>
    public required string Name { get; init; }

    /// <summary>The member that is read for unknown names, as an identifier in code, if there is one.</summary>
    public required string? Unknown { get; init; }

    /// <summary>Indicates whether several members are read for unknown names.</summary>
    public required bool HasSeveralUnknown { get; init; }

    /// <summary>The members in ordinal order; of members with equal values, the one whose name is written comes first.</summary>
    public required EquatableArray<EnumMember> Members { get; init; }
}

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identifier">The name as an identifier in code.</param>
/// <param name="IsAlias">Indicates whether the value is written by another member's name.</param>
/// <param name="Foreign">The attribute of another library that gives it a different name, if any.</param>
internal sealed record EnumMember(string Name, string Identifier, bool IsAlias, ForeignAttribute? Foreign = null)
{
    /// <summary>The number of its value in decimal.</summary>
    public required string Value { get; init; }
}
