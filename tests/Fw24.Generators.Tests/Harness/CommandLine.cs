using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests.Harness;

/// <summary>A build on the command line: the compiler runs no analyzers if declarations do not bind, and prints no diagnostic twice.</summary>
internal static class CommandLine
{
    /// <summary>Gets the errors that the compiler would print, in its order.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> ErrorsAsync(GeneratorTest test)
    {
        var printed = test.GeneratorDiagnostics.AddRange(Errors(test.Output.GetDeclarationDiagnostics(TestContext.Current.CancellationToken)));
        if (printed.Length == test.GeneratorDiagnostics.Length)
        {
            printed = printed.AddRange(Errors(test.Output.GetMethodBodyDiagnostics(TestContext.Current.CancellationToken))).AddRange(Errors(await AnalyzerTest.DiagnosticsAsync(test)));
        }

        // As the compiler does.
        return [.. printed.ToHashSet()];
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics)
        => diagnostics.Where(static diagnostic => diagnostic.Severity is DiagnosticSeverity.Error);
}
