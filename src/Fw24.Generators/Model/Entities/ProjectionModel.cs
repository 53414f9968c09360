using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Model.Entities;

/// <summary>A class with <see cref="ProjectionAttribute"/>: some of an entity's properties.</summary>
internal sealed record ProjectionModel
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace; empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The prefix of the name of its generated file, unique in the compilation regardless of case.</summary>
    public required string FileName { get; init; }

    /// <summary><c>class</c> or <c>record</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>The entity's class, as far as it is known.</summary>
    public required TypeRef Entity { get; init; }

    /// <summary>What the class is that no projection can be; empty if nothing.</summary>
    public required string Obstacle { get; init; }

    /// <summary>Its properties, each with the form in which the entity stores it.</summary>
    public required ObjectModel Root { get; init; }

    /// <summary>The properties that the entity does not have.</summary>
    public required EquatableArray<string> Unknown { get; init; }

    /// <summary>The properties of another type than the entity's.</summary>
    public required EquatableArray<OtherType> OtherTypes { get; init; }

    /// <summary>The types nested in it, in ordinal order of their full names.</summary>
    public required EquatableArray<ObjectModel> Objects { get; init; }

    /// <summary>The enums in it, in ordinal order of their full names.</summary>
    public required EquatableArray<EnumModel> Enums { get; init; }

    /// <summary>The diagnostics that naming its members would raise.</summary>
    public required EquatableArray<string> Suppressions { get; init; }

    /// <summary>Indicates whether a rule refuses it.</summary>
    public bool IsRefused { get; init; }
}

/// <summary>A property that has another type in the entity.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Type">Its type in the entity.</param>
internal sealed record OtherType(string Property, string Type);
