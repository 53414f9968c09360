using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests.Harness;

/// <summary>The references of compilations under test: a fixed platform, and the assemblies that a user's project gets from Fw24.</summary>
internal static class TestReferences
{
    private static readonly string[] s_ofFw24 =
    [
        "Fw24.Attributes",
        "Fw24.Runtime",
        "AWSSDK.Core",
        "AWSSDK.DynamoDBv2",
        "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging",
        "Microsoft.Extensions.Logging.Abstractions",
    ];

    /// <summary>The platform alone.</summary>
    public static IReadOnlyList<MetadataReference> Platform { get; } = [.. Net100.References.All];

    /// <summary>The platform and Fw24.</summary>
    public static IReadOnlyList<MetadataReference> All { get; } = [.. Platform, .. s_ofFw24.Select(Local)];

    /// <summary>The platform and the attributes without the runtime.</summary>
    public static IReadOnlyList<MetadataReference> AttributesOnly { get; } = [.. Platform, Local("Fw24.Attributes")];

    private static MetadataReference Local(string name)
        => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
}
