namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>A permission of a function.</summary>
/// <param name="Actions">The actions.</param>
/// <param name="Resources">The kinds and names of the resources.</param>
/// <param name="LeadingKeys">The partition keys it may write, as patterns; empty for all.</param>
internal sealed record Permission(
    IReadOnlyList<string> Actions, IReadOnlyList<(string Kind, ManifestName Name)> Resources, IReadOnlyList<string> LeadingKeys)
{
    /// <summary>The prefixes of names it may list, as patterns; empty for all.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>The algorithms with which it may sign; empty for all.</summary>
    public IReadOnlyList<string> SigningAlgorithms { get; init; } = [];

    public static Permission On(string kind, ManifestName name, params string[] actions) => new(actions, [(kind, name)], []);
}
