using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Analyzers;

/// <summary>The one safe remedy of a finding. A diagnostic carries it to the code fix, which knows no rules.</summary>
/// <param name="Kind">What is written.</param>
/// <param name="Place">Where: the diagnostic's additional location, as that may be another than its own.</param>
/// <param name="Name">What is there, as <see cref="FixKind"/> documents.</param>
/// <param name="Value">What will be there, as <see cref="FixKind"/> documents.</param>
internal sealed record FixSuggestion(FixKind Kind, Location Place, string Name, string Value)
{
    private const string Prefix = "Fw24.";

    /// <summary>What a diagnostic carries besides its place.</summary>
    public ImmutableDictionary<string, string?> Properties => ImmutableDictionary<string, string?>.Empty
        .Add(Prefix + nameof(Kind), Kind.ToString())
        .Add(Prefix + nameof(Name), Name)
        .Add(Prefix + nameof(Value), Value);

    /// <summary>The remedy that a diagnostic carries; <see langword="null"/> when there is none.</summary>
    public static FixSuggestion? Of(Diagnostic diagnostic)
        => diagnostic.AdditionalLocations is [var place, ..]
            && diagnostic.Properties.TryGetValue(Prefix + nameof(Kind), out var kind)
            && diagnostic.Properties.TryGetValue(Prefix + nameof(Name), out var name)
            && diagnostic.Properties.TryGetValue(Prefix + nameof(Value), out var value)
            && Enum.TryParse<FixKind>(kind, out var parsed)
                ? new FixSuggestion(parsed, place, name ?? "", value ?? "")
                : null;
}
