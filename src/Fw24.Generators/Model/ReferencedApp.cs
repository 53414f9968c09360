namespace Fw24.Generators.Model;

/// <summary>What a referenced assembly's markers say.</summary>
internal sealed record ReferencedApp
{
    /// <summary>The assembly's name.</summary>
    public required string Assembly { get; init; }

    /// <summary>The app's name, and what its functions have in common.</summary>
    public required Fw24AppAttribute Settings { get; init; }

    /// <summary>Whether it is an app of its own.</summary>
    public required bool IsExecutable { get; init; }

    public required EquatableArray<EntitySummary> Entities { get; init; }

    public required EquatableArray<HandlerModel> Handlers { get; init; }
}
