using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Diagnostics;
using Fw24.Generators.Parsing;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports the rules of one category, where the generator passes over what breaks them or where they advise.</summary>
public abstract class RuleAnalyzer : DiagnosticAnalyzer
{
    private protected RuleAnalyzer(string category) => SupportedDiagnostics = Descriptors.Of(category);

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
        // A compilation that does not know the attributes has nothing to be wrong about.
        if (context.Compilation.GetTypeByMetadataName(EntityParser.AttributeName) is null)
        {
            return;
        }

        var project = ProjectViolations.Of(context.Compilation, context.Options.AnalyzerConfigOptionsProvider);
        context.RegisterSymbolAction(symbol => Report(project.About((INamedTypeSymbol)symbol.Symbol, symbol.CancellationToken), symbol.ReportDiagnostic), SymbolKind.NamedType);
        // Not at the compilation's end, which an editor never comes to.
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
