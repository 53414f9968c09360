using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24044: a setting of a table is within DynamoDB's limits; arguments: the setting, its minimum and its maximum.</summary>
internal sealed class TableRangeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24044",
        title: "Table settings are within DynamoDB's limits",
        messageFormat: "{0}: {1} is out of range. Use {2} to {3}.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24044.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
        => violations.CheckRange(this, settings.Table.PointInTimeRecoveryDays, 1, 35, nameof(settings.Table.PointInTimeRecoveryDays));

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], violation.SuggestedValue);
}
