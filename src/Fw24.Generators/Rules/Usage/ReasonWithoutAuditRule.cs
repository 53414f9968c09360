using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Parsing;

namespace Fw24.Generators.Rules.Usage;

/// <summary>FW24319: a reason is given to writes of an audited table; arguments: the entity, the table.</summary>
/// <remarks>The runtime refuses the call, whatever its arguments are.</remarks>
internal sealed class ReasonWithoutAuditRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24319",
        title: "A reason is given to writes of an audited table",
        messageFormat: "Because is refused by the table {1} of {0}, which has no [Audit]: no record would have the reason. Add [Audit] to "
            + "an entity of the table, or leave Because out.",
        category: RuleCategory.Usage,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24319.md");

    /// <summary>The method that gives a reason.</summary>
    public const string Because = "Because";

    /// <summary>Checks a call of that name.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <param name="model">The semantic model of the code.</param>
    /// <param name="tables">Gets a table by its name, as its entities together declare it.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static Diagnostic? Check(
        InvocationExpressionSyntax call,
        SimpleNameSyntax name,
        SemanticModel model,
        Func<string, TableModel?> tables,
        CancellationToken cancellationToken)
        => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol
            { ContainingType: { Name: "ITable", TypeArguments: [INamedTypeSymbol entity] } table }
            && TableCall.IsOfFw24(table)
            && EntityParser.Parse(entity, model.Compilation, cancellationToken) is { } parsed
            && tables(parsed.Table.Name) is { Audit: null }
                ? Diagnostic.Create(s_descriptor, name.GetLocation(), entity.Name, parsed.Table.Name)
                : null;
}
