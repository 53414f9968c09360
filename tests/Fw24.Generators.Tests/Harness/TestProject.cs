using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests.Harness;

/// <summary>A project under test.</summary>
internal sealed record TestProject
{
    public required IReadOnlyList<string> Sources { get; init; }

    public string AssemblyName { get; init; } = "Shop";

    public string? RootNamespace { get; init; } = "Shop";

    public bool IsExecutable { get; init; }

    /// <summary>Indicates whether the build writes the lock.</summary>
    public bool WritesLock { get; init; }

    /// <summary>The language version of C#; <see langword="null"/> for the newest.</summary>
    public LanguageVersion? Language { get; init; }

    /// <summary>The references; <see langword="null"/> for the platform and Fw24.</summary>
    public IReadOnlyList<MetadataReference>? References { get; init; }
}
