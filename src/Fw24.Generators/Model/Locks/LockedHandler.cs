namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about a handler.</summary>
internal sealed record LockedHandler
{
    /// <summary>The name of the handler and of its function.</summary>
    public required string Name { get; init; }

    /// <summary>The full name of its class, without <c>global::</c>.</summary>
    public required string Class { get; init; }

    public required string Table { get; init; }

    /// <summary>The entity's name.</summary>
    public required string Entity { get; init; }

    /// <summary>The name of its queue in AWS; <see langword="null"/> in a library, as it depends on the app.</summary>
    public required string? Queue { get; init; }
}
