using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Model.Apps;

/// <summary>A handler whose entity is known.</summary>
internal sealed record HandlerModel
{
    public required string Name { get; init; }

    public required string Table { get; init; }

    /// <summary>The entity's name.</summary>
    public required string Entity { get; init; }

    /// <summary>The expression of the handler's model, if it is in a referenced library.</summary>
    public required string? Model { get; init; }

    /// <summary>The class; valid for a handler of this compilation.</summary>
    public required TypeRef Type { get; init; }

    /// <summary>The change record's full name.</summary>
    public required string Change { get; init; }

    /// <summary>The expression of the entity's model.</summary>
    public required string EntityModel { get; init; }

    /// <summary>The names of the operations it handles.</summary>
    public required EquatableArray<string> Operations { get; init; }

    /// <summary>Indicates whether it handles the changes of an invocation in one call; not known of a handler of a library.</summary>
    public required bool HandlesBatches { get; init; }

    /// <summary>The item attributes of its <see cref="OnChangeAttribute"/>, in ordinal order.</summary>
    public required EquatableArray<string> OnChange { get; init; }

    /// <summary>The values that its <see cref="OnChangeAttribute"/> asks for.</summary>
    public required ChangeCondition Condition { get; init; }

    public required ChangeQueueAttribute? Queue { get; init; }

    public required IdempotentAttribute? Idempotent { get; init; }

    /// <summary>The actor of its writes; not known of a handler of a library.</summary>
    public required ActAsAttribute? ActAs { get; init; }

    /// <summary>The tables it can reach, in ordinal order.</summary>
    public required EquatableArray<string> Tables { get; init; }

    /// <summary>The diagnostics that naming it would raise.</summary>
    public required EquatableArray<string> Suppressions { get; init; }

    /// <summary>Its member of <c>{App}App.Parts</c>.</summary>
    public required string Part { get; init; }
}
