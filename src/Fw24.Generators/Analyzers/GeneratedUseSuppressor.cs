using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Parsing;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Analyzers;

/// <summary>Suppresses diagnostics of analyzers that do not see how generated code uses the user's code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratedUseSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_handler = new("FW24042", "CA1812", "The app's services create change handlers.");

    private static readonly SuppressionDescriptor s_hook = new("FW24043", "CA1822", "A hook is an instance method, as its generated part is.");

    private static readonly SuppressionDescriptor s_names = new("FW24044", "CS3016", "The names of properties are an array, and no other language reads them.");

    private static readonly SuppressionDescriptor s_upgrade = new("FW24045", "IDE0051", "The entity's codec calls its upgrade method.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_handler, s_hook, s_names, s_upgrade];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (Find(diagnostic, context) is { } suppression)
            {
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
            }
        }
    }

    private static SuppressionDescriptor? Find(Diagnostic diagnostic, SuppressionAnalysisContext context)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return null;
        }

        var model = context.GetSemanticModel(tree);
        var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return diagnostic.Id switch
        {
            "CA1812" when model.GetDeclaredSymbol(node, context.CancellationToken) is INamedTypeSymbol type && HandlerParser.IsHandler(type) => s_handler,
            "CA1822" when model.GetDeclaredSymbol(node, context.CancellationToken) is IMethodSymbol { PartialDefinitionPart.ContainingType: { } type } && Declarations.IsGenerated(type) => s_hook,
            "CS3016" when model.GetSymbolInfo(node, context.CancellationToken).Symbol is IMethodSymbol { ContainingType: { Name: nameof(OnChangeAttribute) } type } && AttributeReader.IsOurs(type) => s_names,
            "IDE0051" when model.GetDeclaredSymbol(node, context.CancellationToken) is IMethodSymbol method
                && AttributeReader.Has<ItemUpgradeAttribute>(method) => s_upgrade,
            _ => null,
        };
    }
}
