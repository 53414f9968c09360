using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>
/// FW24044: a setting of a table is within DynamoDB's limits and has an effect; arguments: the setting, what is wrong with it, the remedy.
/// </summary>
internal sealed class TableRangeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24044",
        title: "Table settings are within DynamoDB's limits and have an effect",
        messageFormat: "{0}: {1} {2}. {3}.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24044.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
    {
        const string Days = nameof(DynamoTableAttribute.PointInTimeRecoveryDays);
        var table = settings.Table;
        if (table.PointInTimeRecoveryDays is < 1 or > Settings.MaxRecoveryDays)
        {
            violations.AddWithSuggestion(
                this,
                null,
                Settings.Text(table.PointInTimeRecoveryDays < 1 ? 1 : Settings.MaxRecoveryDays),
                Days,
                "is out of range",
                $"Use 1 to {Settings.Text(Settings.MaxRecoveryDays)}");
        }
        else if (!table.PointInTimeRecovery && table.PointInTimeRecoveryDays is not Settings.MaxRecoveryDays)
        {
            violations.Add(
                this,
                null,
                Days,
                "has no effect because PointInTimeRecovery is false",
                "Remove it, or set PointInTimeRecovery to true");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0
            ? context.Set(violation.Arguments[0], violation.SuggestedValue)
            : context.Unset(violation.Arguments[0]);
}
