extern alias generator;

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using generator::Fw24.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Runs the analyzers over a project and its generated code, as a compiler does.</summary>
internal static partial class AnalyzerTest
{
    /// <summary>All analyzers: one instance for all runs, as in a compiler server.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        new EntityAnalyzer(), new StreamAnalyzer(), new AuditAnalyzer(), new HandlerAnalyzer(), new InfrastructureAnalyzer(), new SharedTableAnalyzer(), new UsageAnalyzer(),
        new EvolutionAnalyzer(),
    ];

    /// <summary>The diagnostics of a run compared with a lock, ordered by location. They include an analyzer's exception.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(GeneratorTest test, Func<string, ReportDiagnostic>? configured = null, string? @lock = null)
    {
        return await DiagnosticsAsync(
            configured is null ? test.Output : test.Output.WithOptions(test.Output.Options.WithSyntaxTreeOptionsProvider(new Severities(configured))),
            @lock);
    }

    /// <summary>The diagnostics of a compilation compared with a lock, ordered by location.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Compilation compilation, string? @lock = null)
    {
        var options = new AnalyzerOptions(@lock is null ? [] : [new LockText(@lock)], new TestOptions("Shop"));
        var analysis = compilation.WithAnalyzers(Analyzers, options);
        var diagnostics = await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>Asserts that a program has exactly the diagnostics in its markup, <c>{|FW24001:"or"|}</c>, and returns the generator's run.</summary>
    public static async Task<GeneratorTest> VerifyAsync(string markup, Func<string, ReportDiagnostic>? configured = null, string? @lock = null)
    {
        var expected = Markup().Matches(markup).Select(static match => $"{match.Groups["id"].Value} at {match.Groups["text"].Value}");
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Unmarked(markup)], IsExecutable = true });
        var diagnostics = await DiagnosticsAsync(test, configured, @lock);
        Assert.Equal(expected, diagnostics.Select(static diagnostic => $"{diagnostic.Id} at {Text(diagnostic)}"));
        return test;
    }

    /// <summary>Gets a source without its markup.</summary>
    public static string Unmarked(string markup) => Markup().Replace(markup, static match => match.Groups["text"].Value);

    private static string Text(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";

    [GeneratedRegex(@"\{\|(?<id>\w+):(?<text>.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Markup();

    private sealed class Severities(Func<string, ReportDiagnostic> configured) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => (severity = configured(diagnosticId)) is not ReportDiagnostic.Default;

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => (severity = configured(diagnosticId)) is not ReportDiagnostic.Default;
    }
}
