using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Streams;

/// <summary>FW24104: an audited table's stream is read from its oldest record; argument: the setting.</summary>
internal sealed class LatestStartRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24104",
        title: "An audited stream is read from its beginning",
        messageFormat: "{0}: {1} = Latest loses changes that are written while the mapping is being created, and the audit trail lacks them. Start at TrimHorizon.",
        category: RuleCategory.Streams,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24104.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.Table is { Audit: not null, Stream: { StartingPosition: StreamStartingPosition.Latest } stream })
        {
            violations.At(table.StreamOwner).Add(this, null, nameof(stream.StartingPosition));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
