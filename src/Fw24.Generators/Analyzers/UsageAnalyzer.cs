using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Rules;
using Fw24.Generators.Rules.Usage;

namespace Fw24.Generators.Analyzers;

/// <summary>Reports misuse of changes and tables in code: FW24076 and FW24315 to FW24319.</summary>
/// <remarks>Runs at every call and member access: binds only those whose name is relevant.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RuleRegistry.Descriptors(RuleCategory.Usage);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static context =>
        {
            // Without the runtime there are no changes or tables.
            if (context.Compilation.GetTypeByMetadataName("Fw24.ITable`1") is null)
            {
                return;
            }

            // The app is composed for the first call that depends on its indexes.
            var project = ProjectViolations.Of(
                context.Compilation,
                context.Options.AnalyzerConfigOptionsProvider,
                LockFile.Of(context.Options.AdditionalFiles, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken));
            context.RegisterSyntaxNodeAction(OfCall, SyntaxKind.InvocationExpression);
            context.RegisterSyntaxNodeAction(call => OfQuery(call, project), SyntaxKind.InvocationExpression);
            context.RegisterSyntaxNodeAction(call => OfReason(call, project), SyntaxKind.InvocationExpression);
            context.RegisterSyntaxNodeAction(OfMember, SyntaxKind.SimpleMemberAccessExpression);
            context.RegisterSyntaxNodeAction(OfPattern, SyntaxKind.Subpattern);
            context.RegisterSyntaxNodeAction(OfTable, SyntaxKind.GenericName);
        });
    }

    private static void OfCall(SyntaxNodeAnalysisContext context)
    {
        if (TableCall.Of((InvocationExpressionSyntax)context.Node, context.SemanticModel, context.CancellationToken) is not { } call)
        {
            return;
        }

        if (RedactedWriteRule.Check(call, context.SemanticModel, context.CancellationToken) is { } redacted)
        {
            context.ReportDiagnostic(redacted);
        }

        if (OwnTableWriteRule.Check(call, context.SemanticModel, context.CancellationToken) is { } loop)
        {
            context.ReportDiagnostic(loop);
        }
    }

    // query.Select<OrderRow>() and query.Where(x => x.Total > 100)
    private static void OfQuery(SyntaxNodeAnalysisContext context, ProjectViolations project)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.Expression is not MemberAccessExpressionSyntax { Name: var name } || !QueryContentRule.IsRelevant(name))
        {
            return;
        }

        foreach (var missing in QueryContentRule.Check(
            call, name, context.SemanticModel, table => project.Table(table, context.CancellationToken), context.CancellationToken))
        {
            context.ReportDiagnostic(missing);
        }
    }

    // orders.Because("ticket 4711")
    private static void OfReason(SyntaxNodeAnalysisContext context, ProjectViolations project)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        if (name?.Identifier.ValueText is ReasonWithoutAuditRule.Because
            && ReasonWithoutAuditRule.Check(
                call, name, context.SemanticModel, table => project.Table(table, context.CancellationToken), context.CancellationToken)
                is { } refused)
        {
            context.ReportDiagnostic(refused);
        }
    }

    private static void OfMember(SyntaxNodeAnalysisContext context)
    {
        var member = (MemberAccessExpressionSyntax)context.Node;
        if (member.Name.Identifier.ValueText is not (ChangeImages.New or ChangeImages.Old or ChangeImages.Changes))
        {
            return;
        }

        foreach (var read in RedactedReadRule.Check(member, context.SemanticModel, context.CancellationToken))
        {
            context.ReportDiagnostic(read);
        }
    }

    // { New.Email: null } and { New: { Email: null } }
    private static void OfPattern(SyntaxNodeAnalysisContext context)
    {
        var image = ((SubpatternSyntax)context.Node).ExpressionColon?.Expression switch
        {
            IdentifierNameSyntax name => name,
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } => name,
            _ => null,
        };
        if (image?.Identifier.ValueText is not (ChangeImages.New or ChangeImages.Old or ChangeImages.Changes))
        {
            return;
        }

        foreach (var read in RedactedReadRule.Check(image, context.SemanticModel, context.CancellationToken))
        {
            context.ReportDiagnostic(read);
        }
    }

    private static void OfTable(SyntaxNodeAnalysisContext context)
    {
        var table = (GenericNameSyntax)context.Node;
        if (table is { Identifier.ValueText: "ITable", Arity: 1 } && TableOfStrangerRule.Check(table, context.SemanticModel, context.CancellationToken) is { } stranger)
        {
            context.ReportDiagnostic(stranger);
        }
    }
}
