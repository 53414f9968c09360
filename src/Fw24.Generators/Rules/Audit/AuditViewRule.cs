using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>
/// FW24207: an audited table's stream carries both images; arguments: the table, the needed view type. At run time, records without them are rejected
/// (H17).
/// </summary>
internal sealed class AuditViewRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24207",
        title: "An audited stream carries both images",
        messageFormat: "{0}: the audit of {1} needs both images to compare them. Set ViewType to {2}, or remove it.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24207.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.Table is { Audit: not null, Stream: not { ViewType: StreamViewType.NewAndOldImages } })
        {
            violations.At(table.AuditOwner).Add(this, null, table.Table.Name, nameof(StreamViewType.NewAndOldImages));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.UnsetIn(context.Stating<StreamEnabledAttribute>(violation.Arguments[0]), nameof(StreamEnabledAttribute.ViewType));
}
