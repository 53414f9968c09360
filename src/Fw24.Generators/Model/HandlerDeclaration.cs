namespace Fw24.Generators.Model;

/// <summary>A class that handles changes, before its entity is known: the base it derives from is generated, so its name is all there is.</summary>
internal sealed record HandlerDeclaration
{
    /// <summary>The handler's name, which is its function's.</summary>
    public required string Name { get; init; }

    public required TypeRef Type { get; init; }

    /// <summary>Its namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The simple name of the generated base: <c>OrderChangeHandler</c>.</summary>
    public required string Base { get; init; }

    /// <summary>The namespaces in which the base may be, the nearest first.</summary>
    public required EquatableArray<string> Namespaces { get; init; }

    /// <summary>Whether the base is still to be generated, as it is for an entity of the same compilation.</summary>
    public required bool IsUnbound { get; init; }

    /// <summary>Why its base is none, where a class has the name of its entity: that class is no entity here.</summary>
    public required string? Stranger { get; init; }

    public required DeclarationFacts Facts { get; init; }

    /// <summary>The operations it overrides a method for.</summary>
    public required EquatableArray<string> Operations { get; init; }

    /// <summary>The property names of its <see cref="OnChangeAttribute"/>; <see langword="null"/> without one.</summary>
    public required EquatableArray<string>? OnChange { get; init; }

    public required ChangeQueueAttribute? Queue { get; init; }

    /// <summary>The tables that it can reach, in ordinal order.</summary>
    public required EquatableArray<string> Tables { get; init; }

    /// <summary>A service it is given that any table may come from; empty without one, or where <see cref="UsesTableAttribute"/> says what it is for.</summary>
    public required string OpaqueService { get; init; }

    /// <summary>The classes that its <see cref="UsesTableAttribute"/>s name and that are no entities.</summary>
    public required EquatableArray<string> StrangeTables { get; init; }

    /// <summary>The diagnostics that naming it would raise: of experiments, and those that obsolete classes have of their own.</summary>
    public required EquatableArray<string> Suppressions { get; init; }

    /// <summary>Whether it is [Obsolete] as an error, so that no code may name it.</summary>
    public required bool IsForbidden { get; init; }

    /// <summary>Its member of <c>{App}App.Parts</c>, unique in the assembly.</summary>
    public required string Part { get; init; }
}
