using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Model.Apps;

/// <summary>A class that handles changes, before its entity is known: its base class is generated, so only the base's name is available.</summary>
internal sealed record HandlerDeclaration
{
    /// <summary>The name of the handler and of its function.</summary>
    public required string Name { get; init; }

    public required TypeRef Type { get; init; }

    /// <summary>Its namespace; empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The simple name of the generated base: <c>OrderChangeHandler</c>.</summary>
    public required string Base { get; init; }

    /// <summary>The namespaces that may contain the base, innermost first.</summary>
    public required EquatableArray<string> Namespaces { get; init; }

    /// <summary>Indicates whether the base is yet to be generated, as for an entity of the same compilation.</summary>
    public required bool IsUnbound { get; init; }

    /// <summary>The reason why the base is invalid: a class has the name of its entity but is not an entity here.</summary>
    public required string? Stranger { get; init; }

    public required DeclarationFacts Facts { get; init; }

    /// <summary>The operations whose methods it overrides; those that its <see cref="OnChangeAttribute"/> names if it handles batches.</summary>
    public required EquatableArray<string> Operations { get; init; }

    /// <summary>Indicates whether it overrides the method for batches.</summary>
    public required bool HandlesBatches { get; init; }

    /// <summary>The methods for single changes that it overrides although it handles batches.</summary>
    public required EquatableArray<string> UncalledMethods { get; init; }

    /// <summary>The property names of its <see cref="OnChangeAttribute"/>; <see langword="null"/> without one.</summary>
    public required EquatableArray<string>? OnChange { get; init; }

    /// <summary>The operations in its <see cref="OnChangeAttribute"/>; <see langword="null"/> if it states none.</summary>
    public required ChangeOperations? StatedOperations { get; init; }

    /// <summary>The values that its <see cref="OnChangeAttribute"/> asks for.</summary>
    public required ChangeCondition Condition { get; init; }

    public required ChangeQueueAttribute? Queue { get; init; }

    public required IdempotentAttribute? Idempotent { get; init; }

    public required ActAsAttribute? ActAs { get; init; }

    /// <summary>The tables it can reach, in ordinal order.</summary>
    public required EquatableArray<string> Tables { get; init; }

    /// <summary>
    /// An injected service that could provide any table; empty without one, or if <see cref="UsesTableAttribute"/> says which tables it is used for.
    /// </summary>
    public required string OpaqueService { get; init; }

    /// <summary>The classes named by its <see cref="UsesTableAttribute"/>s that are not entities.</summary>
    public required EquatableArray<string> StrangeTables { get; init; }

    /// <summary>The diagnostics that naming it would raise: experimental ones, and the custom ones of obsolete classes.</summary>
    public required EquatableArray<string> Suppressions { get; init; }

    /// <summary>Indicates whether it is [Obsolete] as an error, so that no code may name it.</summary>
    public required bool IsForbidden { get; init; }

    /// <summary>Its member of <c>{App}App.Parts</c>, unique in the assembly.</summary>
    public required string Part { get; init; }
}
