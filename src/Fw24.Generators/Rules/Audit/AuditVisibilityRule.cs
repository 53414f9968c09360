using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24216: an audit queue hides messages for at least its function's timeout; arguments: the setting, the timeout, the recommended value.</summary>
internal sealed class AuditVisibilityRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24216",
        title: "An audit queue's visibility timeout is at least its function's timeout",
        messageFormat: "{0}: {1} is below the function timeout of {2}, which Lambda refuses. Use {3} or more, or remove the setting, which is then derived.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24216.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table is { AuditTimeoutSeconds: { } timeout, Table.Audit: { } audit } && Settings.IsRefusedVisibility(audit.VisibilityTimeoutSeconds, timeout))
        {
            violations.At(table.AuditOwner).AddVisibility(this, timeout, table.AuditWindow);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
