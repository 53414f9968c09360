using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24209: a FIFO audit queue has no batching window; argument: the setting, which is ignored.</summary>
internal sealed class AuditWindowRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24209",
        title: "A FIFO audit queue has no batching window",
        messageFormat: "{0}: {1} has no effect because a FIFO queue does not support a batching window. Remove it.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24209.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.Table.Audit is { } audit && Settings.IsIdleWindow(table.IsFifo, audit.MaxBatchingWindowSeconds, new AuditAttribute(audit.LoggerType).MaxBatchingWindowSeconds))
        {
            violations.At(table.AuditOwner).Add(this, null, nameof(audit.MaxBatchingWindowSeconds));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
