using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>
/// FW24208: an audit queue's batch of more than 10 messages has a batching window, and a FIFO queue has no such batch; argument: the setting.
/// </summary>
internal sealed class AuditBatchRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24208",
        title: "An audit queue's batch size is valid in Lambda",
        messageFormat: "{0}: {1} over 10 needs a batching window, and a FIFO queue does not support such a batch. Lower it to 10 or less, or set MaxBatchingWindowSeconds on a standard topic.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24208.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.Table.Audit is { } audit && !Settings.IsBatch(table.IsFifo, audit.BatchSize, audit.MaxBatchingWindowSeconds))
        {
            violations.At(table.AuditOwner).AddWithSuggestion(this, null, Settings.Text(Settings.MaxBatchWithoutWindow), nameof(audit.BatchSize));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], violation.SuggestedValue);
}
