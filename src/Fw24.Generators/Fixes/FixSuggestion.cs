using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Fixes;

/// <summary>The single safe fix of a violation. The diagnostic carries it to the code fix, which contains no rules.</summary>
/// <param name="Kind">The edit.</param>
/// <param name="Place">The location of the edit: an additional location of the diagnostic, as it may differ from its own.</param>
/// <param name="Name">The existing code, as <see cref="FixKind"/> documents.</param>
/// <param name="Value">The new code, as <see cref="FixKind"/> documents.</param>
internal sealed record FixSuggestion(FixKind Kind, Location Place, string Name, string Value)
{
    private const string Prefix = "Fw24.";

    /// <summary>The properties of the diagnostic that carries it.</summary>
    public ImmutableDictionary<string, string?> Properties => ImmutableDictionary<string, string?>.Empty
        .Add(Prefix + nameof(Kind), Kind.ToString())
        .Add(Prefix + nameof(Name), Name)
        .Add(Prefix + nameof(Value), Value);

    /// <summary>Gets the fix that a diagnostic carries; <see langword="null"/> without one.</summary>
    public static FixSuggestion? Of(Diagnostic diagnostic)
        => diagnostic.AdditionalLocations is [var place, ..]
            && diagnostic.Properties.TryGetValue(Prefix + nameof(Kind), out var kind)
            && diagnostic.Properties.TryGetValue(Prefix + nameof(Name), out var name)
            && diagnostic.Properties.TryGetValue(Prefix + nameof(Value), out var value)
            && Enum.TryParse<FixKind>(kind, out var parsed)
                ? new FixSuggestion(parsed, place, name ?? "", value ?? "")
                : null;
}
