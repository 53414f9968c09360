using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>
/// FW24217: an audit queue hides messages for 6 times its function's timeout plus the window; arguments: the setting, the timeout, the recommended
/// value.
/// </summary>
internal sealed class AuditShortVisibilityRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24217",
        title: "An audit queue's visibility timeout is at least six times its function's timeout",
        messageFormat: "{0}: {1} is below 6 times the function timeout of {2} plus the window. Use {3} or more, or remove the setting, which is then derived.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24217.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table is { AuditTimeoutSeconds: { } timeout, Table.Audit: { } audit } && Settings.IsShortVisibility(audit.VisibilityTimeoutSeconds, timeout, table.AuditWindow))
        {
            violations.At(table.AuditOwner).AddVisibility(this, timeout, table.AuditWindow);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
