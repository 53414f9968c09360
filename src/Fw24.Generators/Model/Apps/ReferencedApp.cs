using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Apps;

/// <summary>The contents of a referenced assembly's markers.</summary>
internal sealed record ReferencedApp
{
    /// <summary>The assembly's name.</summary>
    public required string Assembly { get; init; }

    /// <summary>The app's name and common settings of its functions.</summary>
    public required Fw24AppAttribute Settings { get; init; }

    /// <summary>Indicates whether it is an app itself.</summary>
    public required bool IsExecutable { get; init; }

    public required EquatableArray<EntitySummary> Entities { get; init; }

    public required EquatableArray<HandlerModel> Handlers { get; init; }
}
