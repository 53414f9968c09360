using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fw24.Generators.Tests.Harness;

/// <summary>The options that a project passes to generators.</summary>
/// <param name="rootNamespace">The project's root namespace; <see langword="null"/> for none.</param>
/// <param name="writesLock">Indicates whether the build writes the lock.</param>
internal sealed class TestOptions(string? rootNamespace, bool writesLock = false) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(rootNamespace, writesLock);

    public override AnalyzerConfigOptions GetOptions(Microsoft.CodeAnalysis.SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(Microsoft.CodeAnalysis.AdditionalText textFile) => GlobalOptions;

    private sealed class Options(string? rootNamespace, bool writesLock) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                "build_property.RootNamespace" => rootNamespace,
                "build_property.Fw24WriteLock" when writesLock => "true",
                _ => null,
            };
            return value is not null;
        }
    }
}
