using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24331: the tables that a handler uses are visible or stated; argument: the service that could provide any table.</summary>
internal sealed class OpaqueTablesRule() : Rule(s_descriptor), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24331",
        title: "The compiler can see the tables that a handler uses",
        messageFormat: "{0} receives {1}, which can provide any table unseen, but its function may access only declared tables. Declare each with [UsesTable(typeof(…))].",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24331.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        if (handler.Handler.OpaqueService.Length > 0)
        {
            violations.Add(this, null, handler.Handler.OpaqueService);
        }
    }
}
