using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports the rules of one category: errors, for which the generator skips the declaration, and advice.</summary>
public abstract class RuleAnalyzer : DiagnosticAnalyzer
{
    private protected RuleAnalyzer(string category) => SupportedDiagnostics = RuleRegistry.Descriptors(category);

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        // Without the attributes there is nothing to check.
        if (context.Compilation.GetTypeByMetadataName(EntityParser.AttributeName) is null)
        {
            return;
        }

        var project = ProjectViolations.Of(
            context.Compilation,
            context.Options.AnalyzerConfigOptionsProvider,
            LockFile.Of(context.Options.AdditionalFiles, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken));
        context.RegisterSymbolAction(symbol => Report(project.About((INamedTypeSymbol)symbol.Symbol, symbol.CancellationToken), symbol.ReportDiagnostic), SymbolKind.NamedType);
        // Not at the compilation's end, which editors never reach.
        context.RegisterSemanticModelAction(model => Report(project.AboutTheApp(model.SemanticModel.SyntaxTree, model.CancellationToken), model.ReportDiagnostic));
        context.RegisterCompilationEndAction(end => Report(project.AboutReferences(end.CancellationToken), end.ReportDiagnostic));
    }

    private void Report(IEnumerable<Diagnostic> diagnostics, Action<Diagnostic> report)
    {
        foreach (var diagnostic in diagnostics.Where(diagnostic => SupportedDiagnostics.Contains(diagnostic.Descriptor)))
        {
            report(diagnostic);
        }
    }
}
